"""Managers that send their request when they are entered: `with client.stream(…) as response`."""

from __future__ import annotations

import weakref
from typing import Any

from ..context import enter_span, leave_span
from ..errors import fail_span
from ..settle import trim_frame
from ..span import Span
from ..tracer import end_span
from .call import describe_result

_spans: dict[int, tuple[weakref.ref[Any], Span]] = {}
_twins: dict[type, type] = {}


def watch_manager(manager: Any, span: Span) -> Any:
    key = id(manager)

    def gone(_: object) -> None:
        _spans.pop(key, None)
        end_span(span)

    try:
        reference = weakref.ref(manager, gone)
        manager.__class__ = _twin_of(type(manager))
        _spans[key] = (reference, span)
    except TypeError:
        end_span(span)
    return manager


def _twin_of(kind: type) -> type:
    if kind not in _twins:
        base: Any = kind

        def enter(self: Any) -> Any:
            span = _spans[id(self)][1]
            outer = enter_span(span)
            try:
                response = base.__enter__(self)
            except BaseException as error:
                _failed(span, error)
                raise
            finally:
                leave_span(span, outer)
            describe_result(span, response)
            return response

        async def enter_later(self: Any) -> Any:
            span = _spans[id(self)][1]
            outer = enter_span(span)
            try:
                response = await base.__aenter__(self)
            except BaseException as error:
                _failed(span, error)
                raise
            finally:
                leave_span(span, outer)
            describe_result(span, response)
            return response

        members: dict[str, Any] = {"__slots__": (), "__module__": kind.__module__, "__qualname__": kind.__qualname__}
        if hasattr(kind, "__enter__"):
            members["__enter__"] = enter
        if hasattr(kind, "__aenter__"):
            members["__aenter__"] = enter_later
        _twins[kind] = type(kind)(kind.__name__, (kind,), members)
    return _twins[kind]


def _failed(span: Span, error: BaseException) -> None:
    fail_span(span, error)
    end_span(span)
    trim_frame(error)
