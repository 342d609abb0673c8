"""What a conference decides: minutes, resolutions, plans, inspections, exchange."""
