"""演示: a whole invented county on the platform: units, staff of every role, rosters handed in and run."""
