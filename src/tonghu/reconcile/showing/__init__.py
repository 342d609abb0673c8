"""比对的样子: rows of `queries.shapes` turned into what the components of `ui` take."""
