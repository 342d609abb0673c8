"""装配: settings and addresses; the only place that knows every module."""
