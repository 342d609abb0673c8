"""权限的表: accounts 账号, posts 岗位, shares and walls 参与、回避、紧急查看, signing in 登录."""

from tonghu.access.models.accounts import StartCode, User
from tonghu.access.models.posts import Post
from tonghu.access.models.shares import BreakGlass, Conflict, Involvement
from tonghu.access.models.signing_in import OneTimeDevice, OpenSession, RecoveryCode, SignInAttempt

__all__ = [
    "BreakGlass",
    "Conflict",
    "Involvement",
    "OneTimeDevice",
    "OpenSession",
    "Post",
    "RecoveryCode",
    "SignInAttempt",
    "StartCode",
    "User",
]
