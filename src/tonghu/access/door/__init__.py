"""门口: who a browser belongs to, and whether a name and a password make a person."""
