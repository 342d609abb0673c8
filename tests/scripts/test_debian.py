"""Packages are taken apart by name, and only what was asked for is laid out."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.shape.tree import ROOT


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"script_{name}", ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


debian = loaded("debian")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("no dpkg-deb on this machine, and make_fonts.py does not use it here either")
    tree = tmp_path / "tree"
    for name in ("usr/lib/liba.so.0.1", "usr/share/doc/README", "usr/share/fonts/F.otf"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(name)
    (tree / "usr/lib/liba.so.0").symlink_to("liba.so.0.1")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(
        "Package: made-up\nVersion: 1\nArchitecture: all\nMaintainer: nobody <n@example.invalid>\n"
        "Description: made up\n"
    )
    file = tmp_path / "made-up.deb"
    subprocess.run(["dpkg-deb", "-b", tree, file], check=True, capture_output=True)
    return file


def test_only_what_is_wanted_comes_out_links_too(package: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    debian.unpack(package, out, lambda name: "/lib/" in name)
    assert sorted(one.name for one in out.iterdir()) == ["liba.so.0", "liba.so.0.1"]
    assert (out / "liba.so.0").read_text() == "usr/lib/liba.so.0.1"


def test_a_package_with_nothing_wanted_leaves_nothing(package: Path, tmp_path: Path) -> None:
    assert debian.unpack(package, tmp_path / "out", lambda _: False) == []
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_what_the_list_says_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"made up")
    good = hashlib.sha256(b"made up").hexdigest()
    assert debian.fetch(source.as_uri(), good, tmp_path / "a").read_bytes() == b"made up"
    with pytest.raises(debian.Stop, match="校验值不符"):
        debian.fetch(source.as_uri(), "0" * 64, tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_the_names_of_fonts_are_those_the_printer_looks_for() -> None:
    from tonghu.papers.printing import outfit

    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        fonts = loaded("make_fonts")
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    assert set(fonts.FANDOL) == {outfit.FANG, outfit.KAI, outfit.HEI, outfit.SONG}
    assert fonts.RARE in dict(outfit.OTHERS)
    assert fonts.NEEDED == outfit.NEEDED
    assert fonts.FOLDER == outfit.ROOT / ".tools" / "print"
