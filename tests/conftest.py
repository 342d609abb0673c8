"""For every test: the network is closed, but for this machine."""

import os
import socket
from typing import Any

import pytest

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
