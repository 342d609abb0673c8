"""待办: tasks with a unit, a clock and a ladder."""
