"""Reading what may have any shape: dictionaries of raw answers, objects of clients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def pick(value: Any, *path: str) -> Any:
    """A member by the names on the way to it, of mappings and of objects; None where one is missing."""
    for name in path:
        if value is None:
            return None
        kind = type(value)
        if kind is dict or _is_mapping(kind):
            value = value.get(name)
        else:
            try:
                value = getattr(value, name, None)
            except Exception:
                return None
    return value


# Asking a class whether it is a mapping costs more than all the rest.
_mappings: dict[type, bool] = {}
_MOST_KINDS = 1000


def _is_mapping(kind: type) -> bool:
    known = _mappings.get(kind)
    if known is None:
        known = issubclass(kind, Mapping)
        if len(_mappings) < _MOST_KINDS:
            _mappings[kind] = known
    return known


def text_in(value: Any, *path: str) -> str:
    found = pick(value, *path)
    if type(found) is str:
        return found
    if isinstance(found, str):
        # Enumerations of clients are strings too.
        return str(getattr(found, "value", found))
    return ""


def number_in(value: Any, *path: str) -> int | float | None:
    found = pick(value, *path)
    return found if type(found) is int or type(found) is float else None


def list_in(value: Any, *path: str) -> list[Any]:
    found = pick(value, *path)
    return list(found) if isinstance(found, (list, tuple)) else []


def first_of(*values: Any) -> Any:
    return next((it for it in values if it is not None), None)


def strings_of(value: Any) -> list[str] | None:
    """A stop sequence, or several."""
    if isinstance(value, str):
        return [value]
    return [it for it in value if isinstance(it, str)] if isinstance(value, (list, tuple)) else None
