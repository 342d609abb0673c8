"""文件: uploads and attachments: sniffed, encrypted, who opened them, erased on their day.

`actions.store` takes an upload in, `actions.erase` destroys one; `queries.opened` is the only way to
the content and leaves a row of the access log. The content lies encrypted on disk (`vault`), each
file under a key of its own; the row that names it is written last.
"""
