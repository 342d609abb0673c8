"""Deeds in the words of a story: what is pressed, what is then on the page."""

from __future__ import annotations

import html
import re

from django.test import Client


def opens(client: Client, address: str, status: int = 200) -> str:
    """The page at an address, as text."""
    answer = client.get(address, follow=True)
    assert answer.status_code == status, (address, answer.status_code)
    return plain(answer.content.decode())


def presses(client: Client, address: str, **typed: object) -> str:
    """A button that POSTs, and the page that follows."""
    answer = client.post(address, typed, follow=True)
    assert answer.status_code == 200, (
        address,
        answer.status_code,
        plain(answer.content.decode())[:400],
    )
    return plain(answer.content.decode())


def link(client: Client, page: str, words: str) -> str:
    """Where a link or a form with these words leads."""
    source = client.get(page, follow=True).content.decode()
    found = re.search(rf'href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{re.escape(words)}', source)
    assert found, f"no link {words!r} on {page}"
    return html.unescape(found[1])


def plain(source: str) -> str:
    """A page without its marks."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", source, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))
