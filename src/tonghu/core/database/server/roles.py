"""数据库角色: tonghu_owner owns the tables and changes them, tonghu_app works and owns nothing."""

from __future__ import annotations

import psycopg
from psycopg import sql

from tonghu.core.database.server.demands import TIMEOUTS
from tonghu.core.database.server.places import Place, Secrets

ADMIN, OWNER, APP = "tonghu_admin", "tonghu_owner", "tonghu_app"
DATABASE = "tonghu"


def address(place: Place, role: str, password: str, database: str = DATABASE) -> str:
    """How a role reaches a database; passwords are URL-safe by how they are made."""
    return f"postgresql://{role}:{password}@127.0.0.1:{place.port}/{database}"


def establish(place: Place, known: Secrets) -> None:
    """Makes roles and database what they should be; said again, it changes nothing."""
    with psycopg.connect(address(place, ADMIN, known.admin, "postgres"), autocommit=True) as admin:
        _role(admin, OWNER, known.owner, may_create=place.fast)  # tests make databases of their own
        _role(admin, APP, known.app)
        for name, value in TIMEOUTS.items():
            admin.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(APP), sql.Identifier(name), sql.Literal(value)
                )
            )
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            admin.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0")
        admin.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
        # temporary tables: COPY is refused into a table under row-level security, so bulk rows
        # come through one of these, by an INSERT that the policies judge
        admin.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP}")


def single_user_passwords(known: Secrets) -> str:
    """For the single-user server: the passwords anew, when the file that held them is gone."""
    names = {ADMIN: known.admin, OWNER: known.owner, APP: known.app}
    return "".join(f"ALTER ROLE {role} PASSWORD '{word}'\n" for role, word in names.items())


def _role(
    admin: psycopg.Connection[tuple[object, ...]],
    name: str,
    password: str,
    may_create: bool = False,
) -> None:
    if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        admin.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
    admin.execute(
        sql.SQL(
            "ALTER ROLE {} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS {} PASSWORD {}"
        ).format(
            sql.Identifier(name),
            sql.SQL("CREATEDB" if may_create else "NOCREATEDB"),
            sql.Literal(password),
        )
    )
