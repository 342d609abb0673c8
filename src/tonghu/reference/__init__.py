"""制度与机构: the door where a reader looks things up.

`reading` turns a profile into what a reader asks (who counts, what when, who reports, who owes what,
what is unverified), `trying` a filled-in form into a verdict, `views` shows them with divisions and
units of the directory. Everything is computed from the profile; no name of an official is in it.
"""
