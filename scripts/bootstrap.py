"""准备环境: everything `make` needs on a machine that has only python3 (3.11 or newer).

    python3 scripts/bootstrap.py [--group NAME]…

Standard library only, asks nothing. Finds uv on PATH, or fetches the wheel pinned below from the
package index, checks its hash and unpacks the one binary into .tools/; then lets uv lay .venv as
uv.lock says. Run again it costs a fraction of a second.

Environment: UV_DEFAULT_INDEX, UV_INDEX_URL, PIP_INDEX_URL (or pip.conf) name another index;
SSL_CERT_FILE another set of certificates; HTTPS_PROXY works as everywhere.
"""

from __future__ import annotations

import argparse
import base64
import configparser
import hashlib
import html.parser
import io
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import sysconfig
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
INDEX = "https://pypi.org/simple"
OLDEST = (0, 9)  # the oldest uv found on PATH that reads our uv.lock and pyproject.toml
VERSION = "0.13.9"
WHEELS = {  # system, machine, C library → end of the wheel's name, sha256
    ("linux", "x86_64", "glibc"): (
        "manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("linux", "x86_64", "musl"): (
        "musllinux_1_1_x86_64.whl",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
    ),
    ("linux", "aarch64", "glibc"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("linux", "aarch64", "musl"): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("darwin", "x86_64", ""): (
        "macosx_10_12_x86_64.whl",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
    ("darwin", "arm64", ""): (
        "macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
}


class Stop(Exception):
    """One sentence that says what is missing and what to do."""


def machine() -> tuple[str, str, str]:
    """Which of the wheels fits: system, machine, C library."""
    system, kind = platform.system().lower(), platform.machine().lower()
    if system != "linux":
        return system, kind, ""
    host = str(sysconfig.get_config_var("HOST_GNU_TYPE") or "")
    musl = "musl" in host or (not platform.libc_ver()[0] and any(Path("/lib").glob("ld-musl-*")))
    return (
        system,
        {"amd64": "x86_64", "arm64": "aarch64"}.get(kind, kind),
        "musl" if musl else "glibc",
    )


def index_url() -> str:
    """The package index this machine is told to use."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if value := os.environ.get(name, "").strip():
            return value.rpartition("=")[2] if re.match(r"\w+=http", value) else value
    config = configparser.ConfigParser(interpolation=None)
    home = Path("~").expanduser()
    try:
        config.read(["/etc/pip.conf", home / ".pip/pip.conf", home / ".config/pip/pip.conf"])
    except configparser.Error:
        return INDEX
    return config.get("global", "index-url", fallback="").strip() or INDEX


def has_certificates() -> bool:
    """Whether this machine keeps certificates of its own."""
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())))


def context(secret: bool) -> ssl.SSLContext:
    """How the other side is checked: by the machine's certificates, SSL_CERT_FILE first.

    A bare Debian has none at all. Then nobody is checked, which costs nothing here: what is
    fetched counts only with the hash pinned above. A password is not sent that way.
    """
    if has_certificates():
        return ssl.create_default_context()
    if secret:
        raise Stop(
            "本机没有根证书，不能把软件源的密码发出去；请先安装ca-certificates。 (No certificates.)"
        )
    return ssl._create_unverified_context()


def get(url: str, accept: str = "*/*") -> tuple[bytes, str]:
    """Body and content type; a name and password in the address go into a header."""
    parts = urllib.parse.urlsplit(url)
    request = urllib.request.Request(url, headers={"Accept": accept, "User-Agent": "tonghu"})
    if "@" in parts.netloc:
        secret, _, host = parts.netloc.rpartition("@")
        request = urllib.request.Request(
            parts._replace(netloc=host).geturl(), headers=dict(request.header_items())
        )
        token = base64.b64encode(urllib.parse.unquote(secret).encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    checked = context("@" in parts.netloc)
    with urllib.request.urlopen(request, timeout=60, context=checked) as answer:
        return answer.read(), answer.headers.get_content_type()


class Links(html.parser.HTMLParser):
    """The addresses on an index page of the old kind (PEP 503)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def wheel_address(index: str, name: str) -> tuple[str, str]:
    """Where the index keeps a file, and the sha256 it gives for it ("" when it gives none)."""
    page = index.rstrip("/") + "/uv/"
    accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
    body, kind = get(page, accept)
    if kind.endswith("json"):
        files = [
            (f["url"], f.get("hashes", {}).get("sha256", "")) for f in json.loads(body)["files"]
        ]
    else:
        links = Links()
        links.feed(body.decode("utf-8"))
        files = [
            (url, fragment.removeprefix("sha256="))
            for url, fragment in map(urllib.parse.urldefrag, links.found)
        ]
    for url, digest in files:
        if urllib.parse.unquote(urllib.parse.urlsplit(url).path).rpartition("/")[2] == name:
            return urllib.parse.urljoin(page, url), digest
    raise Stop(f"软件源 {index} 里没有 {name}，请换一个软件源。 (The index has no such file.)")


def fetch_uv() -> Path:
    """uv from the index, checked, in .tools/."""
    here = machine()
    if here not in WHEELS:
        raise Stop(
            f"没有适合本机（{'、'.join(here)}）的uv，请自行安装uv后重试。 (Install uv for this machine.)"
        )
    ending, pinned = WHEELS[here]
    url, told = wheel_address(index_url(), f"uv-{VERSION}-py3-none-{ending}")
    print(f"uv {VERSION} …", file=sys.stderr)
    data, _ = get(url)
    if {hashlib.sha256(data).hexdigest(), told or pinned} != {pinned}:
        raise Stop("下载的uv校验值不符，未安装；请检查网络或软件源后重试。 (uv: wrong checksum.)")
    with zipfile.ZipFile(io.BytesIO(data)) as wheel:
        member = next(n for n in wheel.namelist() if n.endswith(".data/scripts/uv"))
        binary = wheel.read(member)
    TOOLS.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=TOOLS, delete=False) as file:
        file.write(binary)
    os.chmod(file.name, 0o755)
    os.replace(file.name, TOOLS / "uv")
    return TOOLS / "uv"


def version_of(uv: str | Path) -> tuple[int, ...]:
    """(0, 13, 9); empty when the file does not run here."""
    try:
        told = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(map(int, re.findall(r"\d+", told)[:3]))


def find_uv() -> Path:
    """uv of PATH, of an earlier run, or fetched now."""
    at_hand = shutil.which("uv")
    if at_hand and version_of(at_hand) >= OLDEST:
        return Path(at_hand)
    if version_of(TOOLS / "uv") >= OLDEST:
        return TOOLS / "uv"
    try:
        return fetch_uv()
    except urllib.error.HTTPError as error:
        raise Stop(
            f"软件源 {index_url()} 答复{error.code}，取不到uv；请检查设置。 (uv not served.)"
        ) from error
    except OSError as error:  # URLError, time-outs, broken connections
        raise Stop(
            f"连不上软件源 {index_url()}，取不到uv（{error}）。首次准备需要联网：请联网后重试，"
            "或用UV_DEFAULT_INDEX指定可用的镜像，或先自行安装uv。 (Offline: uv cannot be fetched.)"
        ) from error


def sync(uv: Path, groups: list[str]) -> None:
    """Lay .venv as uv.lock says; what other groups brought earlier stays."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is what an older Python is given)
        raise Stop(f"需要Python 3.11或更新，本机是{platform.python_version()}。 (Python ≥ 3.11.)")
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)  # somebody else's
    if has_certificates():  # an office's own root lies there; without it uv trusts only its own
        environment.setdefault("UV_SYSTEM_CERTS", "true")
    chosen = ["--no-default-groups", *(word for name in groups for word in ("--group", name))]
    fresh = not (ROOT / ".venv").exists()
    if fresh:
        print(
            "首次准备环境，要下载约100MB，请稍候。 (First run: fetching packages.)",
            file=sys.stderr,
        )
    mirror = index_url()
    if mirror.rstrip("/") == INDEX:
        python = ["--python", sys.executable] if fresh else []
        steps = [["sync", "--locked", "--inexact", *chosen, *python]]
    else:  # the lock names the public index, so a mirror serves the lock's versions by hash
        wanted = str(TOOLS / "requirements.txt")
        environment["UV_DEFAULT_INDEX"] = mirror
        TOOLS.mkdir(exist_ok=True)
        steps = [["venv", "--python", sys.executable]] if fresh else []
        steps += [
            ["export", "--frozen", "--no-emit-project", *chosen, "--output-file", wanted],
            ["pip", "install", "--require-hashes", "--requirements", wanted],
            ["pip", "install", "--no-deps", "--editable", "."],
        ]
    for step in steps:
        command = [uv, *step] if fresh else [uv, "--quiet", *step]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            raise Stop(
                "依赖没有装好，原因见上。若是网络不通，请联网或用UV_DEFAULT_INDEX指定镜像后重试。 "
                "(Dependencies could not be installed; see above.)"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description="Fetch uv if there is none and lay .venv.")
    parser.add_argument("--group", action="append", default=[], help="dependency group to add")
    try:
        sync(find_uv(), parser.parse_args().group)
    except Stop as stop:
        sys.exit(str(stop))


if __name__ == "__main__":
    main()
