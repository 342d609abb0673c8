"""比对摘要: every count of a run, once. `summary.json` is its file, page and console print it."""

from tonghu.reconcile.report.summary.build import LISTED_REASONS, Run, fingerprint, summarise
from tonghu.reconcile.report.summary.console import console, title
from tonghu.reconcile.report.summary.schema import Summary

__all__ = ["LISTED_REASONS", "Run", "Summary", "console", "fingerprint", "summarise", "title"]
