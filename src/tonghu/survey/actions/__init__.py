"""排查的动作: everything that writes; each deed leaves its event, opens and ends its tasks."""
