"""核对: what a document says of itself, against its rows; findings warn and stop nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tonghu.policy.profile import Profile
from tonghu.policy.questions.registry import Says, called, decides
from tonghu.policy.questions.work import Finding

_COUNTED = {
    "units": "部门和单位",
    "entries": "列名条目",
    "members": "成员",
    "liaisons": "联络员",
    "duty_units": "有职责的单位",
}


def counted(profile: Profile) -> dict[str, int]:
    """What the rows give for each number a document states of itself."""
    units = profile.units
    codes = {unit.code for unit in units}
    return {
        "units": len(units),
        "entries": sum(unit.part != "sub" for unit in units),
        "members": sum(unit.part in ("lead", "member") for unit in units),
        "liaisons": sum(unit.liaison is True for unit in units),
        "duty_units": len({duty.unit for duty in profile.duties} & codes),
    }


def completeness_findings(profile: Profile) -> tuple[Finding, ...]:
    """完整性提醒（D-400、D-406、D-408）: counts that differ, units without liaison or duty."""
    return (*_numbers(profile), *_liaisons(profile), *_idle_units(profile), *_documents(profile))


def _numbers(profile: Profile) -> Iterator[Finding]:
    found = counted(profile)
    for key, label in _COUNTED.items():
        stated = getattr(profile.sheet.conference.counts, key)
        if stated is not None and stated != found[key]:
            sentence = f"文件载明{label}{stated}个，名单里是{found[key]}个"
            yield Finding(sentence, profile.basis("conference", "counts", key))


def _liaisons(profile: Profile) -> Iterator[Finding]:
    if not any(unit.liaison is not None for unit in profile.units):
        return
    for unit in profile.units:
        if unit.liaison is False:
            where = f"（列在{called(profile, unit.within)}括号内）" if unit.within else ""
            yield Finding(f"{unit.name}{where}没有联络员，请补报", unit.basis)


def _idle_units(profile: Profile) -> Iterator[Finding]:
    if not profile.duties:
        return
    busy = {duty.unit for duty in profile.duties}
    for unit in profile.units:
        if unit.code not in busy:
            yield Finding(f"{unit.name}没有一项职责", unit.basis)


def _documents(profile: Profile) -> Iterator[Finding]:
    for target in profile.sheet.targets:
        document = profile.documents[target.document]
        if document.status == "expired":
            instead = f"，接替的是{document.replaced_by}" if document.replaced_by else ""
            yield Finding(
                f"目标“{target.text}”所依据的{document.title}已失效{instead}", target.basis
            )


@decides("completeness", "文件自述的数目与名单对不对得上，缺谁")
def _completeness(profile: Profile) -> Says:
    stated = profile.sheet.conference.counts
    rows = counted(profile)
    compared = (
        f"{label}应为{getattr(stated, key)}个，实为{rows[key]}个"
        for key, label in _COUNTED.items()
        if getattr(stated, key) is not None
    )
    return (*compared, *(finding.sentence for finding in completeness_findings(profile)))
