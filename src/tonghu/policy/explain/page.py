"""印 docs/profile.md: every key, its meaning, what it decides, what each place says and why."""

from __future__ import annotations

from collections.abc import Iterator

from tonghu.policy.explain.effects import Effects, decisive, other_values, planned
from tonghu.policy.explain.entries import Entry, entries, section_labels
from tonghu.policy.profile import Profile
from tonghu.policy.questions import DECISIONS
from tonghu.policy.toml_lines import Path

BY_REGISTRY = "认定规则（tonghu.registry.rules）"
PLANNED = "尚无程序使用"
TEXT = "文字，只展示"
COUNTED = ("units", "duties", "documents")  # too long to repeat: `tonghu policy show` prints them

_HEAD = """# 方案的键

由 `python scripts/make_docs.py` 从程序和 `profiles/` 生成，请勿手改。新县怎样写方案，见
[howto/onboard-a-county.zh.md](howto/onboard-a-county.zh.md)（[English](howto/onboard-a-county.md)）。

读法：**键**是 TOML 里写的键；**决定**是改了这个值就会改变的决定（`tonghu.policy.questions`）；
**各地的值**只列各方案自己写的值，括号内是依据，没有列出的地方沿用 base。
「文件未规定」表示那里的文件没有说，用的是 base 的默认值。

"""


def page(profiles: tuple[Profile, ...]) -> str:
    """The whole page."""
    effects = _effects(profiles)
    said = {profile.code: _by_key(profile) for profile in profiles}
    text = _HEAD + _places(profiles)
    for section, label in section_labels().items():
        text += f"## {label}（`{section}`）\n\n"
        if section in COUNTED:
            text += "".join(_counted(profile, section) for profile in profiles) + "\n"
        text += _table(section, profiles, said, effects)
    return text + _decisions() + _planned(profiles[0])


def _places(profiles: tuple[Profile, ...]) -> str:
    rows = "".join(
        f"| {p.code} | {p.name} | {p.sheet.profile.programme} | {p.full_version} |\n"
        for p in profiles
    )
    return f"| 方案 | 地区 | 工作名称 | 版本 |\n|---|---|---|---|\n{rows}\n"


def generic(path: Path) -> str:
    """A key without positions: `units[].part`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += "[]"
        else:
            key = f'"{step}"' if "." in step else step
            text += f".{key}" if text else key
    return text


def _named(path: Path) -> str:
    """Documents differ in their keys, not in their form."""
    return generic(("documents", "…", *path[2:]) if path[0] == "documents" else path)


def _effects(profiles: tuple[Profile, ...]) -> dict[str, tuple[str, ...]]:
    """The decisions each key changes, found by changing one value of it in each profile."""
    found: dict[str, dict[str, None]] = {}
    for profile in profiles:
        effects, tried = Effects(profile), set()
        for leaf in decisive(profile):
            key = _named(leaf.path)
            if key in tried or leaf.path[0] == "definitions":
                continue
            tried.add(key)
            names = found.setdefault(key, {})
            if planned(profile, leaf):
                continue
            for value in other_values(profile, leaf):
                names.update(dict.fromkeys(effects.changed(leaf, value)))
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _by_key(profile: Profile) -> dict[str, list[Entry]]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries(profile):
        grouped.setdefault(generic(entry.path), []).append(entry)
    return grouped


def _table(
    section: str,
    profiles: tuple[Profile, ...],
    said: dict[str, dict[str, list[Entry]]],
    effects: dict[str, tuple[str, ...]],
) -> str:
    keys: dict[str, str] = {}
    for code in said:
        for key, found in said[code].items():
            if found[0].path[0] == section and section not in COUNTED:
                keys.setdefault(key, found[0].label)
    if section in COUNTED:
        return _fields(section, effects)
    rows = "".join(
        f"| `{key}` | {_cell(label)} | {_decides(key, effects)} | {_values(key, profiles, said)} |\n"
        for key, label in keys.items()
    )
    return f"| 键 | 含义 | 决定 | 各地的值 |\n|---|---|---|---|\n{rows}\n"


def _fields(section: str, effects: dict[str, tuple[str, ...]]) -> str:
    rows = "".join(
        f"| `{key}` | {'、'.join(f'`{name}`' for name in names)} |\n"
        for key, names in sorted(effects.items())
        if key.startswith((f"{section}[]", f"{section}."))
    )
    return f"| 键 | 决定 |\n|---|---|\n{rows}\n"


def _decides(key: str, effects: dict[str, tuple[str, ...]]) -> str:
    if key.startswith("definitions"):
        return BY_REGISTRY
    names: dict[str, None] = {}
    for known, decisions in effects.items():
        if known == key or known.startswith(f"{key}."):
            names.update(dict.fromkeys(decisions))
    if names:
        return "、".join(f"`{name}`" for name in names)
    return PLANNED if key.startswith("clocks") else TEXT


def _values(
    key: str, profiles: tuple[Profile, ...], said: dict[str, dict[str, list[Entry]]]
) -> str:
    lines = []
    for profile in profiles:
        found = said[profile.code].get(key, [])
        own = [entry for entry in found if entry.own]
        if own:
            lines.append(f"**{profile.code}** {'；'.join(_value(entry) for entry in own)}")
        elif found and any(entry.silent for entry in found):
            lines.append(f"**{profile.code}** 文件未规定")
    return "<br>".join(lines)


def _value(entry: Entry) -> str:
    return f"{_cell(entry.text)}（{_cell(entry.citation) or '—'}）"


def _cell(text: str) -> str:
    return text.replace("|", "／").replace("\n", " ")


def _counted(profile: Profile, section: str) -> str:
    count = {
        "units": len(profile.units),
        "duties": len(profile.duties),
        "documents": len(profile.documents),
    }[section]
    return (
        f"- {profile.code}：{count}行（`tonghu policy show {profile.code} --section {section}`）\n"
    )


def _decisions() -> str:
    rows = "".join(f"| `{name}` | {decision.asks} |\n" for name, decision in DECISIONS.items())
    return f"## 决定\n\n| 名称 | 回答什么 |\n|---|---|\n{rows}\n"


def _planned(profile: Profile) -> str:
    return "## 尚无程序使用的词\n\n" + "\n".join(_planned_lines(profile)) + "\n"


def _planned_lines(profile: Profile) -> Iterator[str]:
    vocabulary = profile.vocabulary
    for name, clock in vocabulary.clocks.items():
        if clock.state == "planned":
            yield f"- 时限 `{name}`（{clock.module}）"
    for name, event in vocabulary.events.items():
        if event.state == "planned":
            yield f"- 事件 `{name}` {event.label}（{event.module}）"
