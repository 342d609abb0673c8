"""为什么: the chain of a decision for each post of a person, for `tonghu access explain`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from tonghu.access.models import Post, User
from tonghu.access.permissions import P
from tonghu.access.queries.accounts import post_subject, user_subject
from tonghu.access.queries.knowing import facts_about
from tonghu.access.queries.viewers import posts_in_force, viewer_for
from tonghu.access.rules import Decision, Facts, decide
from tonghu.core.contributions import contributed
from tonghu.core.database.rows import Rows
from tonghu.core.routes import Subject
from tonghu.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Explainable:
    """可以问的东西: how `kind:id` is found by the system, and who sees rows of its table."""

    kind: str
    label: str
    find: Callable[[str], Subject | None]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Explained:
    """一个岗位的判断."""

    post: str
    place: str
    decision: Decision


class Unknown(LookupError):
    """没有这个人、这个权限、这个东西: one sentence."""


def verb(text: str) -> P:
    """A verb by its code, its Python name or its Chinese label."""
    for one in P:
        if text in {one.value, one.name, one.label}:
            return one
    raise Unknown(f"没有“{text}”这个权限，可以写：{'、'.join(one.value for one in P)}。")


def subject(text: str) -> tuple[Subject | None, Facts]:
    """`kind:id`, or a division code; nothing asks whether it is permitted at all."""
    if not text:
        return None, Facts()
    if text.isdecimal():
        return Subject("division", text, text.ljust(12, "0")), Facts()
    kind, _, id_ = text.partition(":")
    known = {one.kind: one for one in contributed(Explainable)}
    if kind not in known:
        raise Unknown(
            f"认不出“{text}”，可以写区划代码，或者：{'、'.join(f'{kind}:…' for kind in known)}。"
        )
    found = known[kind].find(id_)
    if found is None:
        raise Unknown(f"没有{known[kind].label}{id_}。")
    return found, Facts(rows=known[kind].rows)


def explain(login: str, permission: P, what: Subject | None, facts: Facts) -> tuple[Explained, ...]:
    """One answer per post in force. Inside a system scope."""
    user = User.objects.all_of_them(reason="说明权限").filter(login=login.casefold()).first()
    if user is None:
        raise Unknown(f"没有登录名为“{login}”的账号。")
    if not user.is_active:
        raise Unknown(f"{user.name}的账号已经停用，什么也看不到。")
    answers = []
    for post in posts_in_force(user.id):
        viewer = viewer_for(user, post)
        known = facts_about(viewer, what, _asked(facts, what))
        decision = decide(viewer, permission, what, known)
        answers.append(Explained(post.title, post.place, decision))
    return tuple(answers)


def _asked(facts: Facts, what: Subject | None) -> Facts:
    """Rows of the account's own person are reached by that person."""
    own = what is not None and facts.rows.user and what.kind in {"user", "post"}
    return replace(facts, user=_owner(what)) if own and what else facts


def _owner(what: Subject) -> UUID | None:
    if isinstance(what.id, UUID) and what.kind == "user":
        return what.id
    rows = Post.objects.all_of_them(reason="说明权限").filter(pk=what.id)
    return rows.values_list("user", flat=True).first()


def _as_system(find: Callable[..., Subject | None]) -> Callable[[str], Subject | None]:
    """A finder of the door, asked by the system."""

    def found(text: str) -> Subject | None:
        try:
            return find(Viewer.for_system("说明权限"), id=UUID(text))
        except ValueError:
            return None

    return found


USERS = Explainable("user", "账号", _as_system(user_subject), User.row_scope)
POSTS = Explainable("post", "岗位", _as_system(post_subject), Post.row_scope)
