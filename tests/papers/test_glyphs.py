"""No page with boxes: what is missing is named, with the command that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.papers import samples
from tonghu.papers.documents import Paragraph
from tonghu.papers.printing import outfit as machine
from tonghu.papers.printing.glyphs import missing, refuse_missing
from tonghu.papers.printing.order import CannotPrint, Order
from tonghu.papers.printing.outfit import Outfit, outfit
from tonghu.papers.printing.running import run

MEND = "python3 scripts/make_fonts.py"


@pytest.fixture(autouse=True)
def _looked_at_anew() -> Iterator[None]:
    yield
    machine.outfit.cache_clear()
    machine._loads.cache_clear()


def test_rare_characters_of_names_are_there_beside_fandol() -> None:
    fonts = outfit()
    assert fonts.is_whole, f"run {MEND}"
    assert missing("潘玥喆赟䶮堃昇翀", fonts) == ""


def test_a_character_of_no_font_is_named_and_refused() -> None:
    with pytest.raises(CannotPrint, match=r"“😀”（U\+1F600）.*make_fonts") as refused:
        refuse_missing("潘😀", outfit())
    assert "U+E000" in _told("\ue000")
    assert "1个字" in str(refused.value)


def _told(text: str) -> str:
    with pytest.raises(CannotPrint) as refused:
        refuse_missing(text, outfit())
    return str(refused.value)


def test_the_child_refuses_such_a_pdf_with_the_sentence() -> None:
    document = replace(samples.FORM, blocks=(Paragraph("潘😀"),))
    with pytest.raises(CannotPrint, match="😀"):
        run(Order("pdf", document, samples.PRINTED["plain"][1]))


def test_without_any_chinese_font_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "places", lambda: (tmp_path,))
    machine.outfit.cache_clear()
    with pytest.raises(CannotPrint, match=f"没有中文字体.*{MEND}"):
        outfit()


def test_without_fandol_what_the_machine_has_stands_in() -> None:
    whole = outfit()
    poor = Outfit({}, whole.behind)
    assert not poor.is_whole
    assert missing("关爱保护", poor) == ""
    assert poor.families("song").startswith(f'"{whole.behind[0].family}"')


def test_without_pango_the_sentence_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "NEEDED", ("libnothing-of-the-kind.so.0",))
    monkeypatch.setenv("TONGHU_PRINT", str(tmp_path))
    machine._loads.cache_clear()
    with pytest.raises(CannotPrint, match=f"没有排版库.*{MEND}"):
        machine.environment()
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "libnothing-of-the-kind.so.0").touch()
    assert machine.environment()["LD_LIBRARY_PATH"].startswith(str(tmp_path / "lib"))
