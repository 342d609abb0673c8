"""工作队伍的页: what a place has and lacks, one body and its people, lists from and to Excel."""
