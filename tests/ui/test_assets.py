"""The asset script, and what a visit weighs."""

import gzip
import importlib.util
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.ui.conftest import Written

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "tonghu" / "ui" / "static" / "ui"
FIRST, LATER = 60_000, 8_000


class Done:
    """A program that went well."""

    returncode = 0


@pytest.fixture(scope="module")
def assets() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_assets", ROOT / "scripts" / "make_assets.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def test_the_first_visit_of_a_phone_weighs_at_most_60_kb(written: Written) -> None:
    parts = (
        "build/tonghu.css",
        "build/icons.svg",
        "build/htmx.min.js",
        "page.js",
        "keys.js",
        "mark.svg",
    )
    files = sum(weight((STATIC / name).read_bytes()) for name in parts)
    assert files + LATER <= FIRST
    assert files + weight(written().encode()) <= FIRST  # even the gallery, which no phone opens


def test_a_later_page_weighs_at_most_8_kb_even_with_sixty_rows(written: Written) -> None:
    assert weight(written("ui/gallery_print.html").encode()) <= LATER


def test_up_to_date_the_script_returns_at_once_and_touches_nothing() -> None:
    run = [sys.executable, str(ROOT / "scripts" / "make_assets.py")]
    subprocess.run(run, check=True)
    before = (STATIC / "build" / "stamp").stat().st_mtime_ns
    begun = time.perf_counter()
    subprocess.run(run, check=True)
    assert time.perf_counter() - begun < 1.5  # 0.1 s when nothing else is going on
    assert (STATIC / "build" / "stamp").stat().st_mtime_ns == before


def test_node_trusts_the_roots_this_machine_keeps(
    assets: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An office's proxy signs with a root of its own, which node does not look for by itself."""
    (tmp_path / "here.pem").touch()
    (tmp_path / "ca-certificates.crt").touch()
    kept: list[dict[str, str]] = []
    monkeypatch.setattr(assets, "MODULES", tmp_path / "none")
    monkeypatch.setattr(assets, "find_npm", lambda: ["npm"])
    monkeypatch.setattr(
        assets.subprocess, "run", lambda command, **named: kept.append(named["env"]) or Done()
    )
    places = (("SSL_CERT_FILE", "here.pem"), ("SSL_CERT_DIR", "."), ("SSL_CERT_DIR", "no-such"))
    for variable, place in places:
        for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS"):
            monkeypatch.setenv(name, str(tmp_path / "nothing"))
        monkeypatch.delenv("NODE_EXTRA_CA_CERTS")
        monkeypatch.setenv(variable, str(tmp_path / place))
        assets.install_packages()
    told = [env.get("NODE_EXTRA_CA_CERTS") for env in kept]
    assert told == [str(tmp_path / "here.pem"), str(tmp_path / "ca-certificates.crt"), None]


def test_icons_are_found_wherever_they_are_named(assets: ModuleType) -> None:
    text = """{{ ui.icon("bolt", 20, tone="danger") }} ui.icon("a-x" if full else "b2")
    TaskRow(x, icon="file-check", tone="warn") {"icon": "lock"} icon="eye" if y else "eye-off"
    {# icons: copy arrow-up #}"""
    assert assets.names_in(text) == {
        "bolt", "a-x", "b2", "file-check", "lock", "eye", "eye-off", "copy", "arrow-up",
    }  # fmt: skip


def test_every_icon_named_in_the_product_is_in_the_sprite(assets: ModuleType) -> None:
    listed = (STATIC / "build" / "icons.txt").read_text(encoding="utf-8").split()
    assert set(assets.used_icons()) == set(listed)


def test_an_unknown_icon_stops_the_script_and_names_the_file(assets: ModuleType) -> None:
    with pytest.raises(assets.Stop, match=r"x/y\.html.*no-such-icon"):
        assets.symbol("no-such-icon", "x/y.html")


def test_the_style_sheet_is_made_small_without_changing_it(assets: ModuleType) -> None:
    css = '/* a */\n.a > .b, .c { color: red; margin: calc(1px + 2px); }\n.d::before { content: "："; }\n'
    assert (
        assets.minified(css)
        == '.a > .b,.c{color:red;margin:calc(1px + 2px)}.d::before{content:"："}'
    )


def test_missing_assets_are_an_error_before_the_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tonghu.ui import apps

    assert apps.assets_are_made() == []
    monkeypatch.setattr(apps, "BUILD", tmp_path)
    (fault,) = apps.assets_are_made()
    assert fault.id == "tonghu.ui.E001"
    assert "make_assets.py" in str(fault.hint)


def test_without_node_the_script_takes_the_one_of_the_package_index(
    assets: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[Any] = []
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(assets, "TOOLS", tmp_path)
    monkeypatch.setattr(assets, "fetch_node", lambda: ran.append("fetched"))
    npm = assets.find_npm()
    assert ran == ["fetched"]
    assert [Path(part).name for part in npm] == ["node", "npm-cli.js"]
