"""运行角色: what the role that answers people must not be able to do."""

from __future__ import annotations

from tonghu.core.database.policies.found import Connection, ask

_ROLE = """
SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication,
       EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relpersistence <> 't'),
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
               AND c.relowner <> r.oid AND pg_has_role(r.oid, c.relowner, 'MEMBER')),
       has_schema_privilege(r.oid, 'public', 'CREATE')
FROM pg_roles r WHERE rolname = current_user
"""
_SENTENCES = (
    "运行角色是超级用户，行级安全管不到它。",
    "运行角色带有BYPASSRLS，行级安全管不到它。",
    "运行角色可以新建角色。",
    "运行角色可以复制整个数据库。",
    "运行角色拥有表，可以自行关闭行级安全。",
    "运行角色是表的所有者的成员，可以变成所有者。",
    "运行角色可以在数据库里新建表和函数。",
)


def weaknesses(connection: Connection) -> list[str]:
    """What makes the current role unfit to answer people; asked as that role, empty when fit."""
    facts = ask(connection, _ROLE)[0]
    return [sentence for sentence, true in zip(_SENTENCES, facts, strict=True) if true]
