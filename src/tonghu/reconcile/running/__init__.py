"""跑一次比对: an engine `Outcome` becomes rows that a database can keep and a page can show.

Pure: no Django, no clock, no database. `work` is what a throw-away child process does (`python -m
tonghu.reconcile.running`), so that the memory of thirty thousand records returns when it ends; the
parent hands it an `Order` and reads the rows it wrote. `assemble` is shared with the command line.
"""
