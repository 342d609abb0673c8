"""数据库: `tonghu db start|stop|status|migrate`."""

from __future__ import annotations

import argparse
import os
import sys

from rich.console import Console

from tonghu.cli.django import ready
from tonghu.cli.errors import Refused
from tonghu.core.database.server import (
    ServerError,
    Status,
    ensure_running,
    home_folder,
    status,
    stop,
)

STATES = {
    "external": "由DATABASE_URL指定",
    "running": "正在运行",
    "stopped": "已停止",
    "absent": "还没有建立",
}
VERBS = {
    "start": "启动数据库，没有时先建立",
    "stop": "停止数据库",
    "status": "看数据库的状态，核对行级安全",
    "migrate": "建表、升级表，并使行级安全与声明一致",
}
NOT_WELL = 1  # status: runs, but not as it should; or does not run


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The noun `db` of the command line."""
    parser = subparsers.add_parser("db", help="数据库：启动、停止、状态、建表")
    verbs = parser.add_subparsers(title="动作", dest="verb", metavar="动作", required=True)
    for verb, told in VERBS.items():
        verbs.add_parser(verb, help=told)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Does the verb; what the server refuses is a sentence."""
    verbs = {"start": _start, "stop": _stop, "status": _status, "migrate": _migrate}
    try:
        return verbs[args.verb]()
    except ServerError as error:
        raise Refused(str(error), 1) from error


def _start() -> int:
    ensure_running(home_folder())
    _print_status(status(home_folder()))
    return 0


def _stop() -> int:
    _say("数据库已停止。" if stop(home_folder()) else "数据库本来就没有运行。")
    return 0


def _status() -> int:
    now = status(home_folder())
    _print_status(now)
    problems = list(now.problems)
    if now.state in ("running", "external") and not problems:
        problems = _deviations()
    for problem in problems:
        _say(f"● {problem}")
    if now.state in ("running", "external") and not problems:
        _say("行级安全与声明一致。")
        return 0
    return NOT_WELL


def _migrate() -> int:
    """As owner, in this process: settings look at the role when they are loaded."""
    if not ensure_running(home_folder()).owner:
        raise Refused("用DATABASE_URL时，建表还要在DATABASE_OWNER_URL里给出tonghu_owner的地址。")
    os.environ["TONGHU_DB_ROLE"] = "owner"
    ready()
    from django.core.management import call_command
    from django.db import connection, transaction

    from tonghu.core.database.policies import apply
    from tonghu.core.encryption import EncryptionError, ensure

    with connection.cursor() as cursor:  # two at a time would do the same step twice
        cursor.execute("SELECT pg_advisory_lock(hashtext('tonghu db migrate'))")
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        left = apply(connection)
    try:
        ensure()  # a new database gets its key ring, an old one must have its own
    except EncryptionError as error:
        raise Refused(str(error), 1) from error
    connection.close()
    for difference in left:
        sys.stderr.write(f"● {difference.sentence}\n")
    _say("表和行级安全都已就绪。" if not left else "表已就绪，以上各项须改代码。")
    return 0


def _deviations() -> list[str]:
    """What is not as declared: asked once as owner, and of the runtime role as itself."""
    os.environ["TONGHU_DB_ROLE"] = "owner"
    ready()
    import psycopg
    from django.db import connection
    from django.db.utils import OperationalError

    from tonghu.core.database.policies import differences, weaknesses
    from tonghu.core.database.server import addresses

    known = addresses(home_folder())
    if known is None or not known.owner:
        return ["没有DATABASE_OWNER_URL，行级安全没有核对。"]
    try:
        with psycopg.connect(known.app, connect_timeout=5) as runtime:
            return weaknesses(runtime) + [one.sentence for one in differences(connection)]
    except (OperationalError, psycopg.OperationalError) as error:
        raise Refused(f"数据库连不上：{error}", NOT_WELL) from error
    finally:
        connection.close()


def _print_status(now: Status) -> None:
    port = f"，端口{now.port}" if now.port else ""
    version = f"，PostgreSQL {now.version}" if now.version else ""
    _say(f"数据库{STATES[now.state]}{version}{port}。")
    if now.data:
        _say(f"数据在{now.data}，程序在{now.programs}。")


def _say(sentence: str) -> None:
    Console().print(sentence, soft_wrap=True, markup=False, highlight=False)
