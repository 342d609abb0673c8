"""For every test: the network is closed, but for this machine; the database is its process's own."""

import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import chrome, page_at
from tests.plugin import HOME

__all__ = ["chrome", "page_at"]  # one browser a process: Playwright allows no second

# Two test processes on two cores: linear algebra must not start threads of its own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class NetworkClosed(RuntimeError):
    """A test reached for the network."""


def _host(address: object) -> str:
    return str(address[0]) if isinstance(address, tuple) and address else ""


def _refuse(host: str) -> None:
    if host and host != "localhost" and not host.startswith("127.") and host != "::1":
        raise NetworkClosed(f"Tests use no network, but this one called {host}: give it a file.")


@pytest.fixture(autouse=True)
def _closed_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting, sending and looking names up work for loopback addresses only."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    look_up = socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> Any:
        _refuse(_host(address))
        return real["connect"](self, address)

    def connect_ex(self: socket.socket, address: Any) -> Any:
        _refuse(_host(address))
        return real["connect_ex"](self, address)

    def sendto(self: socket.socket, data: Any, *rest: Any) -> Any:
        _refuse(_host(rest[-1]))
        return real["sendto"](self, data, *rest)

    def getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
        _refuse(host.decode() if isinstance(host, bytes) else str(host or ""))
        return look_up(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
    monkeypatch.setattr(socket.socket, "sendto", sendto)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """PostgreSQL started, tables made as owner, then everything as the runtime role."""
    from tests.database import start, stop

    with django_db_blocker.unblock():
        start(HOME)
    yield
    with django_db_blocker.unblock():
        stop(HOME)


@pytest.fixture(autouse=True)
def _data_keys_forgotten() -> Iterator[None]:
    """What a test rolled back or truncated, the next must not find in memory."""
    yield
    known = sys.modules.get("tonghu.core.encryption.datakeys")
    if known is not None:
        known.forget()


@pytest.fixture(autouse=True)
def _no_scope_leaks() -> Iterator[None]:
    """A test starts and ends outside every scope."""
    yield
    from tonghu.core.database.scope import current_viewer

    assert current_viewer() is None, "This test left a scope open."
