"""统计: declared indicators, dashboards, returns, reference figures; no names.

A figure is an indicator, a place and a period, and can be measured again. What a viewer may read of
small numbers is decided in `core.suppression` alone.
"""
