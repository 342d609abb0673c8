"""统计的查询: frozen rows, read from readings alone; no file of a child is opened here."""
