"""换主密钥: a fresh key-encryption key, then every data key wrapped anew while work goes on.

The new key is durable before the first data key is wrapped with it, each batch is one transaction,
and whoever is interrupted is continued: rows not under the newest key are what remains to be done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count

from tonghu.core import events
from tonghu.core.database.scope import scope
from tonghu.core.encryption import ring as files
from tonghu.core.encryption.datakeys import REASON, unwrap, wrap
from tonghu.core.encryption.errors import EncryptionError
from tonghu.core.encryption.keys import cipher_in_use, folder, ring
from tonghu.core.encryption.models import DataKey
from tonghu.core.encryption.ring import KeyRing
from tonghu.core.viewer import Viewer

BATCH = 500
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class KekStatus:
    """一把主密钥的情况."""

    id: str
    made: str
    algorithm: str
    newest: bool
    data_keys: int


@dataclass(frozen=True, slots=True)
class Rotated:
    """换钥的结果: under which key everything now is, and how many were wrapped anew."""

    kek: str
    wrapped: int
    continued: bool


def status(*, by: Viewer) -> list[KekStatus]:
    """Every key-encryption key and how many data keys it holds, newest first."""
    keys = ring()
    with scope(by):
        rows = DataKey.objects.all_of_them(reason=REASON).values_list("kek").annotate(n=Count("id"))
        held = dict(rows)
    known = {kek.id: kek for kek in keys.keks}
    strangers = [KekStatus(k, "", "", False, n) for k, n in held.items() if k not in known]
    return [
        KekStatus(k.id, k.made, k.algorithm, k is keys.keks[0], held.get(k.id, 0))
        for k in keys.keks
    ] + strangers


def rotate(*, by: Viewer, told: Told = lambda _: None) -> Rotated:
    """A new key-encryption key, or the rest of a rotation that was interrupted."""
    with scope(by):
        unfinished = _left(ring())
    begin_again = len(ring().keks) > 1 and unfinished > 0
    keys = ring() if begin_again else files.add_kek(folder(), cipher_in_use())
    wrapped = 0
    while done := _batch(keys, by):
        wrapped += done
        told(wrapped)
    with scope(by):
        events.record(
            "keys.rotated", by=by, subject=("core.keyring", keys.id),
            changes={"kek": keys.keks[0].id, "wrapped": wrapped},
        )  # fmt: skip
    return Rotated(keys.keks[0].id, wrapped, begin_again)


def _left(keys: KeyRing) -> int:
    return DataKey.objects.all_of_them(reason=REASON).exclude(kek=keys.keks[0].id).count()


def _batch(keys: KeyRing, by: Viewer) -> int:
    """Wraps some data keys anew; a row another rotation holds is left to it."""
    kek = keys.keks[0]
    with scope(by):
        rows = list(
            DataKey.objects.all_of_them(reason=REASON)
            .exclude(kek=kek.id)
            .select_for_update()
            .order_by("id")[:BATCH]
        )
        for row in rows:
            opened = unwrap(row, keys)
            row.wrapped, row.kek = wrap(opened, row.purpose, kek), kek.id
        DataKey.objects.all_of_them(reason=REASON).bulk_update(rows, ["wrapped", "kek"])
    return len(rows)


def problems() -> list[str]:
    """Data keys that do not open with this ring, a sentence each: for the restore check."""
    keys = ring()
    told = []
    for row in DataKey.objects.all_of_them(reason=REASON).iterator():
        try:
            unwrap(row, keys)
        except EncryptionError as error:
            told.append(f"数据密钥{row.id}：{error}")
    return told
