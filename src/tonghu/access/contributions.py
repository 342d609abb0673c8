"""权限的登记: kinds of event it leaves, its entry in the menu, and how viewers are made again."""

from __future__ import annotations

from tonghu.access.permissions import P
from tonghu.access.queries.explaining import POSTS, USERS
from tonghu.access.queries.viewers import again
from tonghu.access.workflow import POST
from tonghu.core.contributions import EventKind, LookKind, NavItem, Nightly, contribute
from tonghu.core.viewer import Viewer, resolve_with


def _sweep() -> str:
    from tonghu.access.actions.sweeping import sweep

    return f"清理了{sweep(by=Viewer.for_system('夜间清理'))}条过期的会话、凭证和计数"


resolve_with(again)
contribute(
    LookKind("audit.reads", "看查阅记录"),
    LookKind("account.password", "核对现在的密码"),
    LookKind("account.one_time", "核对动态口令"),
    EventKind("account.sign_in", "登录"),
    EventKind("account.take_post", "换岗位"),
    EventKind("account.sign_out", "退出登录"),
    EventKind("account.create", "建账号"),
    EventKind("account.end", "停用账号"),
    EventKind("account.reopen", "恢复账号"),
    EventKind("account.start_code", "发首次登录凭证"),
    EventKind("account.reset_code", "发起重设密码"),
    EventKind("account.choose_password", "用凭证设密码"),
    EventKind("account.change_password", "改密码"),
    EventKind("account.propose_device", "开始绑定手机口令"),
    EventKind("account.confirm_device", "绑定手机口令"),
    EventKind("account.remove_device", "解除手机口令"),
    EventKind("account.use_recovery_code", "用备用码登录"),
    EventKind("account.import", "批量建账号"),
    EventKind("account.sweep", "清理过期的会话和凭证"),
    EventKind("post.grant", "提岗位"),
    EventKind("post.hold", "直接生效的岗位"),
    EventKind("conflict.note", "登记回避"),
    EventKind("conflict.end", "解除回避"),
    EventKind("share.give", "提出参与"),
    EventKind("share.accept", "接受参与"),
    EventKind("share.end", "结束参与"),
    EventKind("glass.open", "紧急查看"),
    EventKind("glass.review", "复核紧急查看"),
    POST,
    USERS,
    POSTS,
    Nightly("access.sweep", "清理过期的会话和凭证", _sweep),
    NavItem("账号", "access:people", P.ACCOUNT_VIEW, 80, icon="users"),
    NavItem("查阅记录", "access:reads", P.AUDIT_VIEW, 81, icon="eye"),
)
