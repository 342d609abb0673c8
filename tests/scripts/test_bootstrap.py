"""准备环境: scripts/bootstrap.py against an index on this machine."""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts import bootstrap

ENDING = "made_up_1_0.whl"
NAME = f"uv-{bootstrap.VERSION}-py3-none-{ENDING}"


def wheel() -> bytes:
    """A wheel whose uv only tells its version."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        script = f"#!/bin/sh\necho uv {bootstrap.VERSION}\n"
        file.writestr(f"uv-{bootstrap.VERSION}.data/scripts/uv", script)
    return packed.getvalue()


WHEEL = wheel()
SHA = hashlib.sha256(WHEEL).hexdigest()
PAGES = {
    "/json/uv/": (
        "application/vnd.pypi.simple.v1+json",
        json.dumps(
            {"files": [{"filename": NAME, "url": f"/files/{NAME}", "hashes": {"sha256": SHA}}]}
        ),
    ),
    "/html/uv/": ("text/html", f'<a href="../../files/{NAME}#sha256={SHA}">{NAME}</a>'),
    "/lies/uv/": ("text/html", f'<a href="../../files/{NAME}#sha256={"0" * 64}">{NAME}</a>'),
    "/empty/uv/": ("text/html", "<html></html>"),
}


class Index(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, body = PAGES.get(self.path, ("application/zip", ""))
        data = WHEEL if self.path == f"/files/{NAME}" else body.encode()
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def index() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without uv, whose tools go to a folder of the test."""
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    for name in ("UV_INDEX_URL", "PIP_INDEX_URL", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bootstrap, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(bootstrap, "WHEELS", {bootstrap.machine(): (ENDING, SHA)})
    return tmp_path


@pytest.mark.parametrize("kind", ["json", "html"])
def test_uv_is_fetched_once_from_either_kind_of_index(
    kind: str, index: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{index}/{kind}")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert bootstrap.find_uv() == bare / "tools" / "uv"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9")
    assert bootstrap.version_of(bootstrap.find_uv()) >= bootstrap.OLDEST


def test_a_wheel_with_another_hash_is_not_unpacked(
    index: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{index}/html")
    monkeypatch.setattr(bootstrap, "WHEELS", {bootstrap.machine(): (ENDING, "0" * 64)})
    with pytest.raises(bootstrap.Stop, match="校验值不符"):
        bootstrap.find_uv()
    assert not (bare / "tools").exists()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("lies", "校验值不符"), ("empty", f"没有 {NAME}"), ("nowhere", "答复404")],
)
def test_an_index_that_does_not_serve_it_is_named(
    path: str, sentence: str, index: str, bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", f"{index}/{path}/")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    with pytest.raises(bootstrap.Stop, match=sentence):
        bootstrap.find_uv()


def test_offline_is_one_sentence_that_says_what_to_do(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9")
    with pytest.raises(bootstrap.Stop, match=r"连不上软件源.*请联网后重试"):
        bootstrap.find_uv()


def test_a_machine_without_a_wheel_is_told_so(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "WHEELS", {})
    with pytest.raises(bootstrap.Stop, match="请自行安装uv"):
        bootstrap.find_uv()


def test_the_usual_machines_have_a_wheel() -> None:
    for kind in ("x86_64", "aarch64"):
        for library in ("glibc", "musl"):
            ending, sha = bootstrap.WHEELS["linux", kind, library]
            assert kind in ending
            assert ending.startswith("manylinux" if library == "glibc" else ("musl", "manylinux"))
            assert len(sha) == 64
