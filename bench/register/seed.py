"""造数: a prefecture of nine counties as one table of children, written by COPY; all people invented."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from tonghu.access.models import Post, User
from tonghu.access.roles import ROLES
from tonghu.access.states import PostState
from tonghu.core import clock
from tonghu.core.database import scope
from tonghu.core.encryption import blind_index
from tonghu.core.encryption.fields import Encrypted
from tonghu.core.viewer import Viewer
from tonghu.directory.divisions.codes import level_of, parent_of
from tonghu.directory.divisions.rows import upper_bound
from tonghu.directory.models import Division
from tonghu.registry.models import Child
from tonghu.registry.rules.numbers import with_check
from tonghu.registry.rules.sounding import sound

COUNTIES, TOWNS, VILLAGES = 9, 20, 20
LARGE = 68_000  # children of the first county: a full September screening (security §4.3)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾潘蔡叶蒋汤"
GIVEN = "梓涵子轩欣怡浩宇思雨俊杰诗琪佳慧明宇志强晓燕小龙美玲建国文博雅婷"
GRADES = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "")
SEED = Viewer.for_system("测速造数")
WORD = "测速用的口令四只燕子"


@dataclass(frozen=True)
class Seat:
    """一个人: how it signs in and from where it looks."""

    login: str
    role: str
    division: str
    choose: str = ""  # the post to choose, of several


def villages(county: int) -> list[str]:
    """The villages of a county of the prefecture 9902."""
    return [
        f"9902{county:02d}{town:03d}{village:03d}"
        for town in range(1, TOWNS + 1)
        for village in range(1, VILLAGES + 1)
    ]


def land() -> None:
    """The prefecture as divisions."""
    codes: list[tuple[str, str, str]] = [
        ("990000000000", "演示省", "演示省"),
        ("990200000000", "演示市", "演示省演示市"),
    ]
    for county in range(1, COUNTIES + 1):
        name = f"演示{county}县"
        codes.append((f"9902{county:02d}000000", name, f"演示省演示市{name}"))
        for town in range(1, TOWNS + 1):
            place = f"演示省演示市{name}{town}镇"
            codes.append((f"9902{county:02d}{town:03d}000", f"{town}镇", place))
            codes += [
                (f"9902{county:02d}{town:03d}{v:03d}", f"{v}村委会", f"{place}{v}村委会")
                for v in range(1, VILLAGES + 1)
            ]
    with scope(SEED):
        Division.objects.put_many(
            Division(
                code=code, name=name, full_name=full, level=level_of(code).value, parent=parent_of(code),
                hi=upper_bound(code), initials="",
            )
            for code, name, full in codes
        )  # fmt: skip


def people(password: str) -> list[Seat]:
    """Forty villages, twenty towns, five of the office, one with three posts."""
    seats = [Seat(f"v{n}", "village_worker", villages(1)[n * 9]) for n in range(40)]
    seats += [Seat(f"t{n}", "town_worker", f"990201{n + 1:03d}000") for n in range(20)]
    seats += [Seat(f"c{n}", "county_office", "990201000000") for n in range(5)]
    with scope(SEED):
        for seat in seats:
            _seat(seat, password)
        many = User.objects.put(
            login="three",
            name="演示三岗",
            division="990201000000",
            password=password,
            password_at=clock.now(),
        )
        posts = [
            _post(many, role, place)
            for role, place in (
                ("village_worker", villages(1)[3]), ("town_worker", "990201002000"), ("county_office", "990201000000"),
            )
        ]  # fmt: skip
    return [*seats, Seat("three", "county_office", "990201000000", str(posts[2].pk))]


def _seat(seat: Seat, password: str) -> None:
    user = User.objects.put(
        login=seat.login,
        name=f"演示{seat.login}",
        division=seat.division,
        password=password,
        password_at=clock.now(),
    )
    _post(user, seat.role, seat.division)


def _post(user: User, role: str, division: str) -> Post:
    return Post.objects.put(
        user=user, role=role, division=division, place="演示市", title=ROLES[role].label, granted_by="测速",
        state=PostState.HELD, from_on=clock.today() - timedelta(days=30), profile="songyang",
    )  # fmt: skip


def children(total: int, seed: int = 1) -> Iterator[Child]:
    """Children of every county, most of them in the first."""
    chance = random.Random(seed)
    rest = (total - min(LARGE, total)) // (COUNTIES - 1)
    for county in range(1, COUNTIES + 1):
        places = villages(county)
        for number in range(min(LARGE, total) if county == 1 else rest):
            yield _child(chance, places[number % len(places)], number)


def _child(chance: random.Random, village: str, number: int) -> Child:
    name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
    born = date(2010, 11, 1) + timedelta(days=chance.randrange(5_500))
    sex = chance.choice("12")
    number_ = with_check(f"990101{born:%Y%m%d}{number % 500 * 2 + (sex == '1'):03d}")
    phone = f"139{chance.randrange(10**8):08d}"
    said, initials = sound(name)
    child = Child(
        division=village, name=name, name_sound=said, name_initials=initials, sex=sex, birth_date=born,
        birth_precision="day", ethnicity="01", id_index=blind_index(number_, "id_number"),
        phone_indexes=[blind_index(phone, "phone")], hukou_division=village, residence_division=village,
        schooling="primary", school_name=f"{village[6:9]}镇演示小学", grade=chance.choice(GRADES),
        father_name=chance.choice(SURNAMES) + "演示", mother_name=chance.choice(SURNAMES) + "演示",
        carer_kind="grandparent", carer_name=chance.choice(SURNAMES) + "奶奶", guardianship_grade="ordinary",
        state=chance.choices(("registered", "to_verify", "exited"), (90, 4, 6))[0], version=1,
        file_number=f"演示2026-{number:05d}", page_code="", found_on=date(2026, 9, 1), registered_on=date(2026, 9, 5),
        left_reason="over_age", confirmed_on=chance.choice((None, date(2026, 9, 20), date(2026, 3, 1))),
        completeness={"person": [15, 17], "family": [10, 20], "guardianship": [5, 8]},
        schemes=["left_behind", "cn:left_behind"], flags=["poor_family"] if chance.random() < 0.1 else [],
        profile="songyang", worker_name="演示责任人",
    )  # fmt: skip
    child.private = {"id_number": number_, "carer_phone": phone, "residence_address": "演示路1号"}
    child.delicate = {
        "health": "healthy",
        "father_status": ["away"],
        "mother_status": ["away"],
        "relief": ["none"],
    }
    return child


def copied(admin: str, rows: Iterator[Child]) -> int:
    """Writes them by COPY; row-level security lets only the machine's own account copy."""
    fields = [one for one in Child._meta.concrete_fields if not getattr(one, "generated", False)]
    names = ", ".join(f'"{one.column}"' for one in fields)
    count = 0
    with psycopg.connect(admin) as connection:
        with connection.cursor().copy(f"COPY registry_child ({names}) FROM STDIN") as copy:
            for child in rows:
                copy.write_row([_value(one, child) for one in fields])
                count += 1
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE registry_child")
        connection.execute("ANALYZE")
    return count


def _value(field: Any, child: Child) -> Any:
    if isinstance(field, Encrypted):
        held = field.pre_save(child, False)
        return held.blob if held is not None else None
    value = getattr(child, field.attname)
    return Jsonb(value) if isinstance(value, dict) else value
