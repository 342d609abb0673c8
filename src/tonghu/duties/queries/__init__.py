"""看履职: viewer first."""
