"""The conference: the body and its meetings."""
