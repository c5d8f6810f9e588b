"""The active span. The only file that knows the `ContextVar`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from .state import state

if TYPE_CHECKING:
    from .span import Span

T = TypeVar("T")
_active: ContextVar[Span | None] = ContextVar("onetrace_ai.span", default=None)
_own = _active.get
_modules = sys.modules
# A program that has an SDK has loaded this.
_SDK = "opentelemetry.sdk.trace"


def active_span() -> Span | None:
    span = _current_span()
    return _innermost(span) if state.inner else span


def _current_span() -> Span | None:
    bridge = state.bridge
    if bridge is not None:
        return bridge.active()
    span = _own()
    return _met_sdk() if span is None and _SDK in _modules else span


def _innermost(span: Span | None) -> Span | None:
    """A framework's run that is below the active span, or below nothing where none is active."""
    for ask in state.inner:
        found = ask(span)
        if found is not None and not found.end and (span is None or span in _ancestors(found)):
            span = found
    return span


def _ancestors(span: Span) -> Iterator[Span]:
    at: Span | None = span
    while at is not None:
        yield at
        at = at.parent


def enter_span(span: Span | None) -> Span | None:
    """Makes `span` the active one; what was is returned, for `leave_span`."""
    outer = _current_span()
    _make_active(span)
    return outer


def leave_span(span: Span | None, outer: Span | None) -> None:
    """
    Takes up `outer` again. Never by a token, which belongs to one context: a generator may be closed in
    another one, where this span is not the active one and nothing is to be taken back.
    """
    if _current_span() is span:
        _make_active(outer)


def switch_place(place: Any) -> Any:
    """
    For what runs in steps: takes up a span, or what an earlier call returned, and returns what was, to be taken up
    again. What is entered in one step is still there in the next one.
    """
    bridge = state.bridge
    if bridge is not None:
        return bridge.switch(place)
    before = _own()
    _active.set(place)
    return before


def _make_active(span: Span | None) -> None:
    if state.bridge is None:
        _active.set(span)
    else:
        state.bridge.enter(span)


def _met_sdk() -> Span | None:
    from .otel.join import join_sdk

    return state.bridge.active() if join_sdk() and state.bridge is not None else None


def own_span() -> Span | None:
    """What was active before there was a bridge to OpenTelemetry."""
    return _own()


def run_inside(span: Span | None, fn: Callable[[], T]) -> T:
    outer = enter_span(span)
    try:
        return fn()
    finally:
        leave_span(span, outer)
