"""数据库参数: what the server must be set to, written before each start and asked back after it."""

from __future__ import annotations

import psycopg

from tonghu.core.database.server.places import Place

# Nothing acknowledged may be lost, and no value of a row may reach a log: the driver writes values
# into the statement, and DETAIL lines repeat them, so statements and details are not logged at all.
DEMANDED = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "data_checksums": "on",
    "data_sync_retry": "off",
    "wal_level": "replica",
    "row_security": "on",
    "password_encryption": "scram-sha-256",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}  # tests only
FIXED_AT_BIRTH = ("data_checksums",)
# what one statement, one lock, one forgotten transaction of the runtime role may cost the others
TIMEOUTS = {
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
ORDINARY = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "cluster_name": "tonghu",
}
COLLECTED = {  # a week of log, then over again
    "logging_collector": "on",
    "log_filename": "%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
}


def configuration(place: Place) -> str:
    """The file that postgresql.conf includes."""
    told = {key: text for key, text in DEMANDED.items() if key not in FIXED_AT_BIRTH} | ORDINARY
    if place.fast:
        told |= FAST
    else:
        told |= COLLECTED | {"log_directory": str(place.log)}
    told |= {"port": str(place.port), "unix_socket_directories": str(place.socket)}
    return "".join(f"{key} = '{text}'\n" for key, text in told.items())


def deviations(connection: psycopg.Connection[tuple[str, ...]]) -> list[str]:
    """Settings of a running server that are not as demanded, one sentence each."""
    rows = connection.execute(
        "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DEMANDED)]
    )
    found = {row[0]: row[1] for row in rows}
    return [
        f"数据库参数{name}应为{wanted}，现在是{found.get(name, '没有')}。"
        for name, wanted in DEMANDED.items()
        if found.get(name) != wanted
    ]
