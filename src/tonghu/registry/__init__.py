"""儿童档案: the child file. So far its pure rules: who counts, under which clause, and until when."""
