"""查找儿童: what a typed text means, and the typed text kept out of addresses."""
