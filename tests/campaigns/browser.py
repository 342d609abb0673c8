"""A person at a keyboard, without a browser: signs in, fills forms, keeps what was answered."""

from __future__ import annotations

import http.client
import re
import urllib.parse
import urllib.request
import uuid
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any


class Lost(Exception):
    """No answer, or one that says the server could not: whether the act counted is unknown."""


class _Form(HTMLParser):
    """The fields of the forms of a page, with what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[dict[str, str], dict[str, str]]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.forms.append((told, {}))
        elif self.forms and tag in ("input", "textarea") and told.get("name"):
            if told.get("type") in ("radio", "checkbox") and "checked" not in told:
                return
            self.forms[-1][1][told["name"]] = told.get("value", "")
        elif self.forms and tag == "select":
            self._select = told.get("name", "")
        elif self.forms and tag == "option" and self._select:
            known = self.forms[-1][1]
            if "selected" in told or self._select not in known:
                known[self._select] = told.get("value", "")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Person:
    """One person's session; every call answers (status, where to, text) or raises `Lost`."""

    def __init__(self, base: str, login: str, password: str) -> None:
        self.base, self.login, self.password = base, login, password
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(CookieJar()),
            _Stay(),
        ).open

    def get(self, path: str) -> tuple[int, str, str]:
        """A page."""
        return self._call(urllib.request.Request(self.base + path))

    def sign_in(self) -> None:
        """Through the sign-in page."""
        status, _, text = self.send("/sign-in/", login=self.login, password=self.password)
        if status not in (302, 303):
            raise Lost(f"sign-in answered {status}: {re.sub('<[^>]+>', ' ', text)[:200]}")

    def send(
        self,
        path: str,
        *,
        file: tuple[str, str, bytes] | None = None,
        form: int = -1,
        **fields: str,
    ) -> tuple[int, str, str]:
        """The last form of a page (or the one named), filled in and sent."""
        status, where, text = self.get(path)
        if status in (302, 303) and "/sign-in/" in where:
            self.sign_in()
            status, where, text = self.get(path)
        if status != 200:
            return status, where, text
        found = _Form()
        found.feed(text)
        posts = [one for one in found.forms if one[0].get("method", "").lower() == "post"]
        told, values = posts[form]
        body, kind = _multipart({**values, **fields}, file)
        target = urllib.parse.urljoin(self.base + path, told.get("action") or path)
        request = urllib.request.Request(target, body, {"Content-Type": kind})
        return self._call(request)

    def _call(self, request: urllib.request.Request) -> tuple[int, str, str]:
        try:
            with self._open(request, timeout=60) as answer:
                return answer.status, "", answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            text = error.read().decode("utf-8", "replace")
            if error.code >= 500:
                raise Lost(f"{request.full_url} answered {error.code}") from None
            return error.code, error.headers.get("Location", ""), text
        except (OSError, http.client.HTTPException) as error:
            raise Lost(str(error)) from None


def _multipart(fields: dict[str, str], file: tuple[str, str, bytes] | None) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
        if file is None or name != file[0]
    ]
    if file is not None:
        name, file_name, content = file
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        )
        parts.append(
            head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
        )
    return b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"
