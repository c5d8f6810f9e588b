"""For callees that somebody else calls: a function that does the same inside a span, in a frame of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from ..settle import trim_frame
from .known import Opener


def wrap_callee(site: str, callee: Callable[..., Any], opener: Opener) -> Callable[..., Any]:
    def call_inside(*args: Any, **kwargs: Any) -> Any:
        entry = opener(site, callee)
        entry.args = args
        if entry.changes:
            args = entry.early_args()
        kwargs = entry.open(kwargs)
        try:
            result = callee(*args, **kwargs)
        except BaseException as error:
            entry.fail(error)
            trim_frame(error)
            raise
        return entry.close(result)

    try:
        return wraps(callee)(call_inside)
    except Exception:
        return call_inside
