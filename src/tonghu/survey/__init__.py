"""摸底排查: survey rounds from village to county, returns, roll-up, frozen figures, feedback.

Stands above reconcile and registry; reads children through `registry.queries`, changes them through
`registry.actions`. README.md says how a round runs.
"""
