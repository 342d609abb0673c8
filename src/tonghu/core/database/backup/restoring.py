"""恢复: a backup into an empty home, with a server and passwords of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psycopg

from tonghu.core.database.backup.contents import contents
from tonghu.core.database.backup.making import DUMP, FILES, KEYS, copy_keys, copy_tree, run_client
from tonghu.core.database.backup.manifest import Manifest, check_sums, files_below, sha256_of
from tonghu.core.database.server import ServerError, launch, programs_of, remove
from tonghu.core.database.server.places import RECORD

SWIFT = "-c synchronous_commit=off"  # hundreds of small statements; one CHECKPOINT at the end


@dataclass(frozen=True)
class Restored:
    """恢复的结果: what came back, and what is not as it was, one sentence each."""

    manifest: Manifest
    keys: int
    problems: tuple[str, ...]


def restore(source: Path, home: Path, *, keys: Path | None = None) -> Restored:
    """Restores and compares; leaves the server running. A failure leaves the home empty again."""
    manifest = Manifest.read(source)
    if faults := check_sums(source):
        raise ServerError("".join(faults[:5]))
    _require_empty(home)
    try:
        urls = launch(home, at_least=manifest.major)
        options = ["--exit-on-error", "--jobs=2", "--no-password"]
        run_client(programs_of(home), "pg_restore", urls.admin, [*options, source / DUMP], SWIFT)
        copy_tree(source / FILES, home / FILES)
        copied = copy_keys(keys, home / KEYS) if keys else 0
        with psycopg.connect(urls.admin) as admin:
            problems = manifest.compare(contents(admin))
            admin.rollback()
            admin.autocommit = True
            admin.execute("ANALYZE")  # statistics do not travel with a dump
            admin.execute("CHECKPOINT")  # from here on nothing can be lost
    except BaseException:
        remove(home)
        raise
    return Restored(manifest, copied, tuple(problems + _files_differ(source / FILES, home / FILES)))


def _require_empty(home: Path) -> None:
    taken = [one for one in (RECORD, "db") if (home / one).exists()]
    taken += [one for one in (FILES,) if (home / one).is_dir() and any(files_below(home / one))]
    if taken:
        raise ServerError(
            f"{home}里已经有{'、'.join(taken)}，恢复只装进空文件夹：请用--home另给一个，不会覆盖已有的数据。"
        )


def _files_differ(source: Path, target: Path) -> list[str]:
    def of(folder: Path) -> dict[str, str]:
        return {str(one.relative_to(folder)): sha256_of(one) for one in files_below(folder)}

    was, now = of(source), of(target)
    return [f"文件{name}与备份不同。" for name in sorted(was) if now.get(name) != was[name]]
