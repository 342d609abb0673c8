"""What no template of any module may contain, and what the gallery must show."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.ui.conftest import Written
from tonghu.ui.jinja import FAMILIES, Macros

SOURCE = Path(__file__).parents[2] / "src" / "tonghu"
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))
OURS = SOURCE / "ui" / "templates" / "ui"
HAN = r"[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]"
HALF_WIDTH = re.compile(rf"{HAN}[,:;()?!]|[,:;()?!]{HAN}")
SPACED = re.compile(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]")
TIME = re.compile(r"日 \d{1,2}:\d\d")
HANDLER = (
    r"\son(?:click|change|submit|input|load|error|toggle|focus|blur|key\w+|mouse\w+|pointer\w+)="
)
INLINE = re.compile(rf"<style\b|\sstyle=|<script(?![^>]*\bsrc=)|{HANDLER}|javascript:", re.I)
by_name = pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: str(f.relative_to(SOURCE)))


def text_of(file: Path) -> str:
    """Without comments, which are English and may bracket."""
    return re.sub(r"{#.*?#}", "", file.read_text(encoding="utf-8"), flags=re.S)


def shown(text: str) -> str:
    """What people read: text nodes and the strings inside expressions."""
    strings = re.findall(r'"([^"{}<>]*)"', text)
    bare = re.sub(r"{[{%].*?[%}]}", "\n", text, flags=re.S)
    return "\n".join([*strings, re.sub(r"<[^>]*>", "\n", bare)])


def faults(text: str) -> list[str]:
    """Half-width marks beside 汉字, and blanks typed between 汉字 and digits."""
    said = shown(text)
    return HALF_WIDTH.findall(said) + SPACED.findall(TIME.sub("", said))


@by_name
def test_chinese_text_has_full_width_marks_and_no_typed_blanks(file: Path) -> None:
    assert faults(text_of(file)) == []


def test_a_half_width_comma_or_a_typed_blank_would_be_found() -> None:
    assert faults("<p>收到了,谢谢</p>") == ["了,"]
    assert faults("<p>{{ x }}</p><b>第 3行</b>") == ["第 3"]
    assert faults('{{ ui.note("共12条(含重复)") }}') == ["条(", "复)"]
    assert faults("<p>9月24日 14:05收到（3份），{{ ui.x(1, 2) }}</p>") == []


@by_name
def test_no_template_has_inline_scripts_or_styles(file: Path) -> None:
    assert INLINE.findall(text_of(file)) == []


def test_an_inline_style_would_be_found() -> None:
    assert INLINE.search('<b style="width:3%">')
    assert INLINE.search("<script>alert(1)</script>")
    assert INLINE.search('<a onclick="x()">')
    assert not INLINE.search('<script src="x.js" defer></script>')


def known_classes() -> set[str]:
    """Every class the style sheet has a rule for, or that only scripts look for."""
    css = "".join(f.read_text(encoding="utf-8") for f in (SOURCE / "ui" / "css").glob("*.css"))
    return set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", css))


def classes_in(text: str) -> set[str]:
    """Class names written out, leaving those put together by expressions."""
    found: set[str] = set()
    for value in re.findall(r'class="((?:{{.*?}}|{%.*?%}|[^"{])*)"', text):
        plain = re.sub(r"[^\s{]*(?:{{.*?}}[^\s{]*)+", " ", re.sub(r"{%.*?%}", " ", value))
        found.update(plain.split())
    return found


@by_name
def test_every_class_is_one_the_style_sheet_knows(file: Path) -> None:
    unknown = classes_in(text_of(file)) - known_classes()
    assert not unknown, f"{unknown}: see the list of classes in src/tonghu/ui/README.md"


def test_an_unknown_class_would_be_found() -> None:
    assert classes_in('<b class="c2 {{ x }} t-{{ y }} flexbox{% if z %} sm{% endif %}">') == {
        "c2", "flexbox", "sm",
    }  # fmt: skip
    assert "flexbox" not in known_classes()


def macros() -> dict[str, int]:
    """Every macro of ours with its length in lines."""
    found: dict[str, int] = {}
    for family in FAMILIES:
        text = (OURS / f"{family}.html").read_text(encoding="utf-8")
        for name, body in re.findall(r"{%-? macro (\w+)\(.*?%}(.*?){%-? endmacro", text, re.S):
            found[name] = body.count("\n") + 1
    return found


def test_no_macro_is_longer_than_forty_lines() -> None:
    assert len(macros()) > 40
    assert {name: lines for name, lines in macros().items() if lines > 40} == {}


def test_every_macro_is_in_the_gallery(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()
    real = Macros.__getattr__

    def watched(self: Macros, name: str) -> object:
        used.add(name)
        return real(self, name)

    monkeypatch.setattr(Macros, "__getattr__", watched)
    written()
    written("ui/gallery_print.html")
    assert set(macros()) - used == set()


def test_every_template_can_be_read() -> None:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    for file in TEMPLATES:
        environment.get_template(str(file.relative_to(file.parents[1])))


def test_every_icon_of_the_gallery_is_in_the_sprite(written: Written) -> None:
    sprite = (SOURCE / "ui" / "static" / "ui" / "build" / "icons.svg").read_text(encoding="utf-8")
    wanted = set(re.findall(r"icons\.svg#([a-z0-9-]+)", written()))
    assert len(wanted) > 30
    assert wanted <= set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))


def test_values_are_escaped_wherever_they_are_put(written: Written) -> None:
    html = written(long="<i>坏</i>")
    assert "<i>坏</i>" not in html
    assert "&lt;i&gt;坏&lt;/i&gt;" in html


def test_the_ui_knows_no_domain_word() -> None:
    """Words of states are data (status.py) and the gallery shows them; nothing else names a child."""
    for file in [*OURS.glob("*.html"), *(SOURCE / "ui").glob("*.py")]:
        if file.stem not in {"gallery", "gallery_print", "status"}:
            assert not re.search("儿童|名册|留守", file.read_text(encoding="utf-8")), file.name
