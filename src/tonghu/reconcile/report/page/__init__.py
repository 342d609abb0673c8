"""比对报告: one self-contained HTML page that a county officer reads on screen and prints on A4."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from tonghu.reconcile.report.discrepancies import Discrepancies
from tonghu.reconcile.report.page.view import Page, page_of
from tonghu.reconcile.report.summary import Summary
from tonghu.reconcile.report.totals import Compared

__all__ = ["render"]


def render(found: Discrepancies, summary: Summary, compared: Sequence[Compared] = ()) -> str:
    """The whole page as text: no script, no font, no picture from elsewhere; all text escaped."""
    return html_of(page_of(found, summary, compared))


def html_of(page: Page) -> str:
    """Fill the template."""
    environment = Environment(
        loader=PackageLoader("tonghu.reconcile.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["percent"] = percent
    return environment.get_template("report.html.j2").render(page=page)


def percent(share: float, digits: int = 1) -> str:
    """Share as 97.3%; never 100% when something is missing."""
    shown = f"{share:.{digits}%}"
    if share < 1 and float(shown[:-1]) >= 100:
        return f"{100 - 10**-digits:.{digits}f}%"
    return shown
