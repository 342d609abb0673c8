"""办一次: a request sent twice does its work once; killed half-way, it leaves nothing locked."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tonghu.core.idempotency.doing import Act, OtherBody, body_hash, new_key, once
    from tonghu.core.idempotency.forms import once_of

_WHERE = {
    "Act": "doing", "OtherBody": "doing", "body_hash": "doing", "new_key": "doing", "once": "doing",
    "once_of": "forms",
}  # fmt: skip

__all__ = ["Act", "OtherBody", "body_hash", "new_key", "once", "once_of"]


def __getattr__(name: str) -> Any:  # loaded when asked for: the models stand in this package
    from importlib import import_module

    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(name)
