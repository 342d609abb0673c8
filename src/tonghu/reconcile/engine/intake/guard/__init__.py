"""开封前检查: what can be known about a hostile file without parsing it."""
