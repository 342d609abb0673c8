"""Lists, search, Excel and ledgers of the registry."""
