"""The page table: every route of the running program × everybody × inside, outside, missing.

What is expected follows from the route's own declaration and from one thing said by hand: who has
the example within reach. A route that takes arguments needs an example: a module's examples stand in
`tests/pages/examples/<module>.py`, in `build()`, which runs as the system after the cast is seated
and answers with route name → `Example`. A route without arguments needs none.
"""
