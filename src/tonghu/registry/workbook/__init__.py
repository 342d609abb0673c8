"""儿童的表格: layouts as data, cells to values and back, writing Excel, comparing a ledger with the register."""
