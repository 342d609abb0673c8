"""`tonghu users` and `tonghu access explain`, as somebody types them."""

from __future__ import annotations

import csv
import stat
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import people
from tests.factories import access
from tests.people import COUNTY, LI, SYSTEM, TOWN_A, TOWN_B, VILLAGE_A
from tonghu.access.models import Post, User
from tonghu.access.states import PostState
from tonghu.cli.main import run
from tonghu.core.database import scope
from tonghu.core.database.server import home_folder
from tonghu.directory.models import Division

pytestmark = pytest.mark.django_db
HEAD = ("姓名", "登录名", "角色", "区划", "岗位名称", "单位", "止于")


@pytest.fixture(autouse=True)
def _places(cast: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The divisions of the cast; the server already runs."""
    for name in ("users", "access"):
        monkeypatch.setattr(f"tonghu.cli.{name}.ensure_running", lambda home: None)
    assert home_folder()
    levels = {people.PREFECTURE: 2, COUNTY: 3, TOWN_A: 4, TOWN_B: 4, VILLAGE_A: 5}
    with scope(SYSTEM):
        for code, level in levels.items():
            Division.objects.put(
                code=code, name=people.PLACES[code][-2:], full_name=people.PLACES[code],
                level=level, hi=str(int(code) + 1), initials="ys",
            )  # fmt: skip


def table(file: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Path:
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([head, *rows])
    return file


GOOD = (
    ("周一", "zhou1", "乡镇儿童工作人员", TOWN_A, "儿童督导员", "", "2027-08-31"),
    ("吴二", "wu2", "村级儿童工作人员", VILLAGE_A, "", "", ""),
    ("郑三", "zheng3", "school", TOWN_A, "德育主任", people.SCHOOL.name, ""),
)


def posts() -> dict[str, Post]:
    with scope(SYSTEM):
        rows = Post.objects.all_of_them(reason="测试").select_related("user")
        return {one.user.login: one for one in rows if one.user.login not in people.BY_LOGIN}


def test_a_table_becomes_accounts_and_codes_only_one_person_may_read(tmp_path: Path) -> None:
    assert run(["users", "import", str(table(tmp_path / "人员.csv", *GOOD))]) == 0
    made = posts()
    assert made.keys() == {"zhou1", "wu2", "zheng3"}
    assert made["zhou1"].state == PostState.PROPOSED, "a town post waits for the second person"
    assert made["wu2"].state == PostState.HELD
    assert made["zheng3"].unit_id == people.SCHOOL.id
    assert str(made["zhou1"].until_on) == "2027-08-31"
    codes = tmp_path / "人员-首次登录凭证.csv"
    assert stat.S_IMODE(codes.stat().st_mode) == 0o600
    rows = list(csv.DictReader(codes.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["登录名"] for row in rows] == ["zhou1", "wu2", "zheng3"]
    assert len({row["一次性凭证"] for row in rows}) == 3


def test_two_persons_at_the_machine_put_a_town_post_in_force(tmp_path: Path) -> None:
    file = str(table(tmp_path / "a.csv", *GOOD))
    assert run(["users", "import", file, "--two-persons", "罗安全、周县办"]) == 0
    post = posts()["zhou1"]
    assert post.state == PostState.HELD
    assert post.confirmed_by == "周县办"
    assert "罗安全" in post.granted_by


def test_a_dry_run_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path / "a.csv", *GOOD)
    assert run(["users", "import", str(file), "--dry-run"]) == 0
    assert "都对：3行" in capsys.readouterr().out
    assert not posts()
    assert not (tmp_path / "a-首次登录凭证.csv").exists()


def test_a_workbook_with_other_columns_in_another_order_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["演示县人员表"])
    sheet.append(["序号", "区划代码", "账号", "角色", "姓名"])
    sheet.append([1, int(VILLAGE_A), "wu2", "村级儿童工作人员", "吴二"])
    book.save(tmp_path / "a.xlsx")
    assert run(["users", "import", str(tmp_path / "a.xlsx")]) == 0
    assert posts().keys() == {"wu2"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("周一", "Z", "乡镇儿童工作人员", TOWN_A), "2至40位"),
        (("", "z1", "乡镇儿童工作人员", TOWN_A), "请填姓名"),
        (("周一", "z1", "乡长", TOWN_A), "没有“乡长”这个角色"),
        (("周一", "z1", "乡镇儿童工作人员", "99010100"), "不是区划代码"),
        (("周一", "z1", "乡镇儿童工作人员", "990109001000"), "区划表里没有"),
        (("周一", "z1", "乡镇儿童工作人员", COUNTY), "不设在这一级"),
        (("周一", "z1", "school", TOWN_A), "须属于一个单位"),
        (("周一", "z1", "school", TOWN_A, "", "没有的小学"), "没有找到单位"),
        (("周一", "z1", "乡镇儿童工作人员", TOWN_A, "", "", "明年"), "不是日期"),
        (("别人", "li", "乡镇儿童工作人员", TOWN_A), "已经是李甲镇的"),
        (("李甲镇", "li", "乡镇儿童工作人员", TOWN_A), "已经有同样的岗位"),
        (("高系统", "gao", "auditor", COUNTY), "不得由系统管理员兼任"),
    ],
)
def test_each_fault_is_told_at_its_row_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: tuple[str, ...], said: str
) -> None:
    file = table(tmp_path / "a.csv", *GOOD, row)
    assert run(["users", "import", str(file)]) == 1
    out = capsys.readouterr().out
    assert "第5行" in out
    assert said in out.replace("\n", "")
    assert not posts()


def test_every_fault_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = ("周一", "z1", "乡长", TOWN_A)
    assert run(["users", "import", str(table(tmp_path / "a.csv", bad, *GOOD, bad))]) == 1
    out = capsys.readouterr().out
    assert "有2处不对" in out
    assert "第2行" in out
    assert "第6行" in out


def test_the_table_itself_must_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (
        ("周一", "z1", "auditor", COUNTY),
        ("周一", "z1", "system_admin", COUNTY),
        ("周二", "z1", "auditor", COUNTY),
    )
    assert run(["users", "import", str(table(tmp_path / "a.csv", *rows))]) == 1
    out = capsys.readouterr().out
    assert "不得由安全审计员兼任" in out
    assert "给了两个人" in out


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "甲,乙\n1,2\n", "没有找到表头"),
        ("a.csv", ",".join(HEAD) + "\n", "一个人也没有"),
        ("a.xlsx", "not a workbook", "打不开这个文件"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert run(["users", "import", str(tmp_path / name)]) == 2
    assert said in capsys.readouterr().err


def test_codes_handed_out_before_are_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-首次登录凭证.csv").write_text("先前的", encoding="utf-8")
    assert run(["users", "import", str(table(tmp_path / "a.csv", *GOOD))]) == 2
    assert "已经在了" in capsys.readouterr().err
    assert not posts()


def test_accounts_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["users", "list", "--search", "甲镇"]) == 0
    out = capsys.readouterr().out
    assert "李甲镇" in out
    assert "王一村" not in out


def explain(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = run(["access", "explain", *words])
    told = capsys.readouterr()
    return status, (told.out + told.err).replace("\n", "")


def test_a_yes_is_explained_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = explain(capsys, "li", "reconcile.judge", VILLAGE_A)
    assert status == 0
    for word in ("乡镇儿童工作人员", "管辖", "演示县甲镇", "权限", "敏感级别", "可以"):
        assert word in said, word


def test_a_no_is_explained_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = explain(capsys, "li", "reconcile.run", TOWN_A)
    assert status == 3
    assert "由县级民政部门工作人员办" in said
    status, said = explain(capsys, "li", "看比对结果里的儿童", TOWN_B)
    assert status == 3
    assert "404" in said


def test_an_account_is_explained_as_the_door_sees_it(capsys: pytest.CaptureFixture[str]) -> None:
    for login, expected in (("luo", 0), ("zhou", 0), ("li", 3), ("wang", 3)):
        status, _ = explain(capsys, login, "account.view", f"user:{LI.user}")
        assert status == expected, login


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nobody", "task.view"), "没有登录名为“nobody”的账号"),
        (("li", "fly"), "没有“fly”这个权限"),
        (("li", "task.view", "dragon:1"), "认不出“dragon:1”"),
        (("li", "task.view", "user:1"), "没有账号1"),
    ],
)
def test_what_is_not_there_is_said(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    status, told = explain(capsys, *words)
    assert status == 2
    assert said in told


def test_an_ended_account_and_one_without_posts(capsys: pytest.CaptureFixture[str]) -> None:
    with scope(SYSTEM):
        access.user(login="bare")
        User.objects.all_of_them(reason="测试").filter(login="wang").update(
            ended_at="2026-01-01T00:00Z", ended_by="罗安全"
        )
    assert "没有岗位" in explain(capsys, "bare", "task.view")[1]
    assert "已经停用" in explain(capsys, "wang", "task.view")[1]


def test_the_generated_page_says_what_the_roles_say() -> None:
    from scripts.make_permissions import permissions_page

    text = permissions_page()
    row = next(line for line in text.splitlines() if "`reconcile.run`" in line)
    cells: list[Any] = [cell.strip() for cell in row.split("|")[2:-1]]
    assert cells.count("●") == 1
