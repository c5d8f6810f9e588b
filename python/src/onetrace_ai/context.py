"""The active span. The only file that knows the `ContextVar`."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from .span import Span

T = TypeVar("T")
_active: ContextVar[Span | None] = ContextVar("onetrace_ai.span", default=None)

active_span = _active.get


def enter_span(span: Span | None) -> Span | None:
    """Makes `span` the active one; what was is returned, for `leave_span`."""
    outer = _active.get()
    _active.set(span)
    return outer


def leave_span(span: Span | None, outer: Span | None) -> None:
    """
    Takes up `outer` again. Never by a token, which belongs to one context: a generator may be closed in
    another one, where this span is not the active one and nothing is to be taken back.
    """
    if _active.get() is span:
        _active.set(outer)


def run_inside(span: Span | None, fn: Callable[[], T]) -> T:
    outer = enter_span(span)
    try:
        return fn()
    finally:
        leave_span(span, outer)
