"""履职页的样子: what the pages show, made from frozen rows."""
