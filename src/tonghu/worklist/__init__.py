"""待办: anything someone must do is one task, with a unit, a day, its clause and a ladder of delay.

Other modules declare kinds and open tasks (`actions`); everyone's first page lists their own
(`queries`). What is late is computed in working days and never stored.
"""
