"""The network is closed to tests."""

import socket
import urllib.request

import pytest

from tests.conftest import NetworkClosed

NOWHERE = "192.0.2.1"  # TEST-NET-1: no such machine


def test_connecting_outside_is_refused() -> None:
    with socket.socket() as caller, pytest.raises(NetworkClosed, match="give it a file"):
        caller.connect((NOWHERE, 80))
    with socket.socket(type=socket.SOCK_DGRAM) as caller, pytest.raises(NetworkClosed):
        caller.sendto(b"", (NOWHERE, 53))


def test_looking_a_name_up_is_refused() -> None:
    with pytest.raises(NetworkClosed):
        urllib.request.urlopen("http://example.invalid/")


def test_this_machine_may_be_called() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname(), timeout=5) as caller:
            caller.sendall(b"x")
        answer, _ = server.accept()
        with answer:
            assert answer.recv(1) == b"x"
