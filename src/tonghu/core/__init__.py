"""地基: what every module stands on and none belongs to. So far: calendars and periods of time."""
