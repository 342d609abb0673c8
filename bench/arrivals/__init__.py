"""送来的表格: a county's rosters as Excel and CSV files in the many ways senders write them."""
