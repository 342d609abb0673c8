"""Faults once found in the engine and its command, each held by the smallest case that showed it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.reconcile.engine.county import county
from tests.reconcile.engine.county import run as run_county
from tests.reconcile.engine.sheets import (
    TODAY,
    child,
    column,
    names,
    number,
    one_table,
    run,
    sheet,
    without,
)
from tests.reconcile.engine.test_command import ROWS, roster
from tests.reconcile.engine.test_senders import CHILDREN, SIZE, any_father, look
from tonghu.cli.main import run as command
from tonghu.reconcile.engine.canonical.dates import canonical_dates, iso
from tonghu.reconcile.engine.canonical.numbers import canonical_numbers
from tonghu.reconcile.engine.canonical.others import (
    canonical_phones,
    place_in_address,
    village_stem,
)
from tonghu.reconcile.engine.compare import date_levels
from tonghu.reconcile.engine.delta import STATE, DeltaError, load_earlier, save_state
from tonghu.reconcile.engine.result import ID_STATES, IdState


def day(text: str) -> str:
    return iso(int(canonical_dates(column(text)).day[0]))


# dates: blanks are removed before parsing, so "3 0:00" becomes "30:00"
@pytest.mark.parametrize("text", ["2014/5/3 0:00:00", "2014-5-3 08:00", "2014/5/3 0:00"])
def test_a_time_of_day_behind_a_short_date_does_not_change_the_day(text: str) -> None:
    assert day(text) == "2014-05-03"


# dates: str.isdigit is true of digits int() refuses → traceback of the whole run
def test_no_text_in_a_date_cell_stops_the_run() -> None:
    assert day("፩፩፩፩") == ""


# dates: an apostrophe in front (text cell of a spreadsheet), forgiven in numbers, not in dates
@pytest.mark.parametrize("text", ["'2014-05-03", "’20140503", "20140503 00:00:00", "41762.5"])
def test_ordinary_exports_of_dates_are_read(text: str) -> None:
    assert day(text) == "2014-05-03"


# dates: two-digit years always of this century: 2098-05-03
def test_a_two_digit_year_is_never_in_the_far_future() -> None:
    found = canonical_dates(column("98.5.3"))
    assert found.year[0] in {0, 1998}


# names: extension characters fold to another lane in a cell read one by one
@pytest.mark.parametrize("remark", ["（转学）", "1"])
def test_a_rare_character_is_the_same_with_and_without_a_remark(remark: str) -> None:
    found = names("王𬭎", "王𬭎" + remark)
    assert found.code[0] == found.code[1]


# villages: 镇/乡 inside a village's own name
def test_villages_with_a_town_word_in_their_name_stay_apart() -> None:
    stems = {village_stem(t) for t in ("上镇村委会", "下乡村委会", "古镇社区", "水乡社区")}
    assert len(stems) == 4
    assert village_stem("上镇村委会") == village_stem("上镇村")


# phones: not the first mobile of the cell (docstring), 0086
def test_a_mobile_behind_a_landline_or_0086_is_found() -> None:
    found = canonical_phones(column("8061234、13900001111", "0086 139 0000 1111"))
    assert found.tolist() == [13900001111] * 2


# numbers: words for nothing are called other papers; a passport is called scientific
@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("无", IdState.NONE),
        ("暂无", IdState.NONE),
        ("E12345678", IdState.FOREIGN),
        ("G12345678", IdState.FOREIGN),
        (number() + "（新）", IdState.GOOD),
    ],
)
def test_states_of_cells_that_are_no_number(text: str, state: IdState) -> None:
    assert ID_STATES[int(canonical_numbers(column(text), TODAY).state[0])] is state


# compare: the first LUNAR found hides a better level found on the other side only
def test_date_levels_are_symmetric() -> None:
    t = one_table(
        {"birth_date": "2014-08-15", "id_number": number("20111128")},
        {"birth_date": "20111128", "id_number": number("20140908")},
    )
    a, b = np.array([0]), np.array([1])
    assert date_levels(t, a, b)[0] == date_levels(t, b, a)[0]


# explain: cells without words (missing facts, rarity of unlike names) count but are not shown
def test_parts_add_up_to_the_score() -> None:
    outcome = run_county(county(2000, 2).sheets)
    m = outcome.match
    good = m.table.good
    gaps = [
        abs(sum(p.points for p in outcome.result.explain(a, b)) - m.total[at])
        for at, (a, b) in enumerate(
            zip(m.pairs[0][:300].tolist(), m.pairs[1][:300].tolist(), strict=False)
        )
        if not (good[a] and good[b]) and not (m.cores.contested[a] or m.cores.contested[b])
    ]
    assert max(gaps) < 0.7


# delta: damaged state files that numpy answers with other errors
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04cut off"])
def test_a_damaged_state_is_one_sentence(data: bytes, tmp_path: Path) -> None:
    (tmp_path / STATE).write_bytes(data)
    with pytest.raises(DeltaError):
        load_earlier(tmp_path)


# delta: a child that stands on one roster loses its number when any cell changes
def test_a_child_of_one_roster_keeps_its_number_when_its_phone_changes(tmp_path: Path) -> None:
    rows = [child(at) for at in range(20)]
    first = run(sheet("school", rows))
    save_state(
        tmp_path, first.match.fingerprint, first.numbers, first.match.weights, 99, first.loose
    )
    second = run(
        sheet("school", [{**rows[0], "phone": "15000000000"}, *rows[1:]]),
        earlier=load_earlier(tmp_path),
    )
    assert second.numbers[0] == first.numbers[0]
    assert [c.kind.value for c in second.changes] == ["altered"]


# senders: a whole file whose field is wrong pulls the other two files' agreement to one half
def test_one_of_three_files_with_other_peoples_fathers_is_found() -> None:
    bad = [any_father(at, row) for at, row in enumerate(CHILDREN[:SIZE])]
    good = CHILDREN[:SIZE]
    (fault,) = look(sheet("survey", bad), sheet("school", good), sheet("police", good)).faults
    assert (fault.code, fault.file) == ("field_disagrees", 0)


# senders: written YYYY-DD-MM, three dates in five mend themselves (day > 12), so it is never told
def test_a_list_that_turns_day_and_month_is_told() -> None:
    def spread(at: int) -> dict[str, str]:
        row = CHILDREN[at]
        birth = f"{row['birth_date'][:6]}{at % 28 + 1:02d}"
        return {**row, "birth_date": birth, "id_number": number(birth, 2 * at + 1)}

    good = [spread(at) for at in range(SIZE)]
    bad = [{**r, "birth_date": f"{(d := r['birth_date'])[:4]}-{d[6:]}-{d[4:6]}"} for r in good]
    assert any("颠倒" in f.text for f in look(sheet("survey", bad), sheet("school", good)).faults)


# senders: the school's fault is told of an innocent village too
def test_a_schools_fault_is_not_told_of_a_village() -> None:
    outcome = run_county(county(2000, 2, "guardian_numbers").sheets)
    assert len(outcome.result.faults) == 1


# command: sentences instead of tracebacks
def test_out_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(tmp_path / "out")]
    assert command(["reconcile", *given]) == 2


def test_a_mapping_in_a_folder_that_is_not_there_is_refused_or_made(tmp_path: Path) -> None:
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(tmp_path / "out")]
    assert command(["reconcile", *given, "--mapping", str(tmp_path / "no/m.toml")]) in {0, 2}


def test_a_day_of_antiquity_is_refused(tmp_path: Path) -> None:
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(tmp_path / "out")]
    assert command(["reconcile", *given, "--as-of", "0010-01-01"]) == 2


# command: wrong --earlier and --totals are refused only after everything was read; no 。 at the end
def test_totals_are_refused_in_a_whole_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--school", roster(tmp_path / "s.csv", ROWS), "--out", str(tmp_path / "out")]
    assert command(["reconcile", *given, "--totals", str(tmp_path / "no.csv")]) == 2
    assert capsys.readouterr().err.strip().endswith("。")
    assert not (tmp_path / "out/mapping.toml").exists()


# addresses: a town whose name holds 旗, 市 or 区 is not found
def test_a_town_with_a_county_word_is_found_in_an_address() -> None:
    found = place_in_address(column("某省某市某县红旗街道一村3号", "某县新市镇一村"), "town")
    assert found.to_pylist() == ["红旗街道", "新市镇"]


# names: two unreadable characters at the same place are called the same name
def test_two_unreadable_names_are_not_the_same_name() -> None:
    from tonghu.reconcile.engine.compare import NAME_LEVELS, name_levels

    level = NAME_LEVELS[name_levels(names("张?"), names("张□"))[0]]
    assert level == "姓名有字无法辨认、其余相同"
    everything = NAME_LEVELS[name_levels(names("**"), names("张三"))[0]]
    assert everything != "姓名有字无法辨认、其余相同"


assert without
