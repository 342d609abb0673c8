"""The page table: every route of the running program × everybody × inside, outside, missing.

What is expected follows from the route's own declaration and from one thing said by hand: who has
the example within reach. A route that takes arguments needs an example: a module's examples stand in
`tests/pages/examples/<module>.py`, in `build()`, which is called when the county of
tests/factories/reconcile.py and the cast are there, opens its own scopes, and answers with route
name → `Example`. A route without arguments needs none.
"""
