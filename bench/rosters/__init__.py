"""名册: how long a county's files take from hand-in to the page that shows what became of them."""
