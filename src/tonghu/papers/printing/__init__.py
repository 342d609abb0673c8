"""印制: content → bytes, in a child process that gives its memory back. Knows no Django, no database.

`order` what is to be printed · `layout` heads, values, totals, the same for all three · `markup` and
`styles/` the PDF, `word` and `excel` the others · `outfit` fonts and libraries of the machine ·
`glyphs` refuses what no font can draw · `child` the program, `running` who starts it.
"""
