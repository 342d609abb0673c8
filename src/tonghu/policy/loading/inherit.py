"""继承: a place's layer on its parent's: scalars inherit, lists replace, silence keeps and labels."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel

from tonghu.policy import places
from tonghu.policy.loading.layers import Layer, layer_of
from tonghu.policy.loading.sources import Sources, TomlTable, read
from tonghu.policy.problems import Problem, ProfileError
from tonghu.policy.toml_lines import Path as TomlPath

ROOT = "base"  # the only profile without a parent


def lineage(place: Path) -> list[Sources]:
    """A profile and its parents, eldest first; a circle or an unknown parent is refused."""
    chain: list[Sources] = []
    seen: list[str] = []
    sources = read(place)
    while True:
        chain.append(sources)
        seen.append(code_of(sources))
        identity = _identity(sources)
        if sources.place.stem == ROOT and "extends" not in identity:
            return chain[::-1]
        parent = identity.get("extends", ROOT)
        if not isinstance(parent, str):  # the schema refuses it; the rest is checked meanwhile
            parent = ROOT
        if parent in seen:
            circle = " → ".join([*seen, parent])
            raise ProfileError([_at_extends(sources, f"上级方案绕成了圈：{circle}。")])
        sources = _parent(sources, parent)


def _parent(sources: Sources, code: str) -> Sources:
    beside = sources.place.parent / code
    try:
        return read(beside if (beside / "profile.toml").is_file() else places.find(code))
    except ProfileError as error:
        if error.problems[0].file == Path(code):
            sentence = f"找不到上级方案“{code}”；已有的方案是{'、'.join(places.known())}。"
            raise ProfileError([_at_extends(sources, sentence)]) from error
        raise


def code_of(sources: Sources) -> str:
    """The code a profile gives itself."""
    code = _identity(sources).get("code")
    return code if isinstance(code, str) else sources.place.stem


def _identity(sources: Sources) -> TomlTable:
    for source, table in sources.tables:
        found = table.get("profile", {})
        if not isinstance(found, dict):
            sentence = "“profile”应当是一个表，写作一行 [profile]，下面写 code、name、extends 等。"
            raise ProfileError([source.problem(("profile",), sentence)])
        if found:
            return found
    first = next((s.path for s, _ in sources.tables if s.path.name == "profile.toml"), None)
    sentence = "没有 [profile] 表；请写 [profile]，写明 code、name、extends 等，文件夹里写在 profile.toml。"
    raise ProfileError([Problem(first or sources.files[0].path, 1, sentence)])


def orphaned(sources: Sources) -> list[Problem]:
    """A place that names no parent, at the key that looks like a misspelt `extends`."""
    identity = _identity(sources)
    if sources.place.stem == ROOT or "extends" in identity:
        return []
    near = next(iter(get_close_matches("extends", identity, n=1, cutoff=0.7)), None)
    said = f"“{near}”应当写作 extends" if near else "[profile] 里没有写 extends"
    source = next(source for source, table in sources.tables if "profile" in table)
    at = ("profile", near) if near else ("profile",)
    return [source.problem(at, f'{said}；请写明上级方案，一般是 extends = "{ROOT}"。')]


def _at_extends(sources: Sources, sentence: str) -> Problem:
    for source, table in sources.tables:
        if "profile" in table:
            return source.problem(("profile", "extends"), sentence)
    return Problem(sources.place, 1, sentence)


def resolved(chain: list[Sources], root: type[BaseModel]) -> Layer:
    """All layers laid on each other, eldest first."""
    result = Layer()
    for sources in chain:
        result = _laid_on(result, layer_of(sources, root, code_of(sources)))
    return result


def _laid_on(parent: Layer, child: Layer) -> Layer:
    result = Layer(
        values=_copy(parent.values),
        facts=dict(parent.facts),
        origins=dict(parent.origins),
        silences=dict(parent.silences),
        roots=[*parent.roots, *child.roots],
        problems=[*parent.problems, *child.problems],
    )
    _forget(result, ("profile",))  # a name, a division, a version are nobody else's
    result.values.pop("profile", None)
    _merge(result, child, result.values, child.values, ())
    result.facts.update(child.facts)
    result.origins.update(child.origins)
    _mark_silences(result, child)
    return result


def _copy(table: TomlTable) -> TomlTable:
    return {k: _copy(v) if isinstance(v, dict) else v for k, v in table.items()}


def _merge(result: Layer, child: Layer, into: TomlTable, values: TomlTable, path: TomlPath) -> None:
    for key, value in values.items():
        below = (*path, key)
        old = into.get(key)
        if isinstance(value, dict) and isinstance(old, dict) and below not in child.facts:
            _merge(result, child, old, value, below)
        else:
            _forget(result, below)
            into[key] = _copy(value) if isinstance(value, dict) else value


def _forget(result: Layer, path: TomlPath) -> None:
    """What a replaced value was, and where, no longer holds."""
    length = len(path)
    kept: tuple[dict[TomlPath, object], ...] = (result.facts, result.origins, result.silences)  # type: ignore[assignment]
    for table in kept:
        for known in [known for known in table if known[:length] == path]:
            del table[known]


def _mark_silences(result: Layer, child: Layer) -> None:
    result.silences.update(child.silences)
    if not child.silences:
        return
    for known, fact in list(result.facts.items()):
        for length in range(1, len(known) + 1):
            silence = child.silences.get(known[:length])
            if silence is not None:
                result.facts[known] = replace(fact, silent=silence)
