"""What must not be written in the source, and how Chinese for users is set."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shape.tree import SRC, allowed, parsed, python_files, short, strings

HAN = "[\u3400-\u9fff]"
PLACES = re.compile(r"\b(songyang|dali|wuqing|xinbei|331124|5329|120114|320411)\b", re.IGNORECASE)
HALF_WIDTH = re.compile(
    rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}|{HAN} [0-9]|(?<![A-Za-z0-9_.-])[0-9][0-9.,]* {HAN}"
)
CLAUSE = re.compile(
    r"(?<=[一二三四五六七八九十0-9])\([一二三四五六七八九十]+\)"
)  # 三(五): how we cite
EXPRESSION = re.compile(r"\(\?|\\s|\[\^")  # a regular expression kept in a constant
MARKUP = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<style.*?</style>|<[^>]*>", re.DOTALL)


def test_no_place_is_named_in_the_code() -> None:
    """The document is the configuration: a county is a profile, never an `if`.

    An example in a Chinese sentence (如：--profile …) decides nothing and may name one.
    """
    found = [
        f"{short(file)}:{node.lineno}: {ast.unparse(node)[:80]}"
        for file in python_files("src")
        for node in ast.walk(parsed(file))
        if (isinstance(node, ast.Name | ast.Attribute) and PLACES.search(ast.unparse(node)))
        or (isinstance(node, ast.Compare) and re.match(r"county ==", ast.unparse(node)))
    ]
    found += [
        f"{short(file)}:{text.lineno}: {text.value!r:.80}"
        for file in python_files("src")
        for text in strings(parsed(file))
        if PLACES.search(str(text.value)) and not re.search(HAN, str(text.value))
    ]
    assert not found, "Put what differs into profiles/ and read it:\n" + "\n".join(found)


def test_nothing_is_left_for_later() -> None:
    word = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    found = [
        f"{short(file)}:{number}: {line.strip()[:80]}"
        for file in python_files("src", "scripts", "bench")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if word.search(line)
    ]
    assert not found, "Do it now, or file an issue and say nothing here:\n" + "\n".join(found)


def patterns(tree: ast.Module) -> set[ast.AST]:
    """Everything handed to `re`: not for people's eyes."""
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call))
    return {
        inner
        for call in calls
        if ast.unparse(call.func).startswith("re.")
        for argument in call.args[:1]
        for inner in ast.walk(argument)
    }


def faults(file: Path) -> Iterator[str]:
    """Half-width marks beside a Chinese character, and blanks between it and a digit."""
    if file.suffix == ".py":
        skipped = patterns(parsed(file))
        texts = [(s.lineno, str(s.value)) for s in strings(parsed(file)) if s not in skipped]
    else:
        source = file.read_text(encoding="utf-8")
        blank = MARKUP.sub(lambda m: "\n" * m[0].count("\n") or "\0", source)
        texts = list(enumerate(blank.splitlines(), 1))
    for line, text in texts:
        text = "" if EXPRESSION.search(text) else CLAUSE.sub("", text)
        if bad := HALF_WIDTH.search(text):
            yield f"{short(file)}:{line}: {text[max(bad.start() - 12, 0) : bad.end() + 12]!r}"


def test_chinese_for_users_is_set_as_chinese() -> None:
    """Full-width marks, no blank between 汉字 and digits: ，：；？（）."""
    files = [*python_files("src"), *sorted(SRC.rglob("*.j2"))]
    found = [
        fault
        for file in files
        if short(file) not in allowed("half_width")
        for fault in faults(file)
    ]
    assert not found, (
        "Write ，：；？！（） and no blank between 汉字 and digits; data that quotes what senders "
        "write goes into [half_width] of tests/shape/allowed.toml:\n" + "\n".join(found)
    )


@pytest.mark.parametrize("text", ["行,列", "共3人(男)", "第 3行", "有3 人", "谁?"])
def test_the_check_sees_half_width_marks(text: str) -> None:
    assert HALF_WIDTH.search(text)


@pytest.mark.parametrize("text", ["行，列（男）", "第3行", "uv sync, then 汉字", "“a,b”列"])
def test_the_check_leaves_good_text_alone(text: str) -> None:
    assert not HALF_WIDTH.search(text)
