"""排查页的样子: what the pages of a round show, made from the frozen rows of `queries`."""
