"""A span of a program's own SDK, as the parent and the scope of ours."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from opentelemetry import baggage
from opentelemetry.context import Context
from opentelemetry.trace import Span as OtelSpan

from ..identity import Bag, Member, Trace
from ..span import INTERNAL, Span
from ..spelling import spell_text

_shadows: WeakKeyDictionary[OtelSpan, Span] = WeakKeyDictionary()


class ForeignBag(Bag):
    """What is set in the scope of a foreign span is set on that span, too."""

    __slots__ = ("_span",)

    def __init__(self, members: Any, span: OtelSpan) -> None:
        super().__init__(members)
        self._span = span

    def put(self, member: Member) -> None:
        super().put(member)
        self._span.set_attribute(member[0], plain_value(member[1]))

    def merge(self, incoming: Any) -> None:
        super().merge(incoming)
        for key, value, _ in incoming:
            self._span.set_attribute(key, plain_value(value))


def shadow_of(foreign: OtelSpan, scope: Span | None, context: Context) -> Span:
    """One a foreign span. It is never exported and never ends: its SDK does that."""
    known = _shadows.get(foreign)
    if known is not None:
        return known
    there = foreign.get_span_context()
    trace_id, span_id = f"{there.trace_id:032x}", f"{there.span_id:016x}"
    if scope is not None and scope.trace.trace_id == trace_id:
        shadow = Span("", INTERNAL, scope.trace, scope.bag, scope, span_id)
    else:
        state = there.trace_state.to_header() if there.trace_state else ""
        trace = Trace(trace_id, span_id, int(there.trace_flags), state)
        trace.recording, trace.held, trace.foreign = foreign.is_recording(), None, True
        members = [(key, str(value), "") for key, value in baggage.get_all(context).items()]
        shadow = Span("", INTERNAL, trace, ForeignBag(members, foreign), None, span_id)
    _shadows[foreign] = shadow
    return shadow


def plain_value(value: Any) -> Any:
    """Of what our attributes may be, what an SDK takes without a warning."""
    if isinstance(value, (str, bool, int, float, bytes)):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(it, str) for it in value):
        return list(value)
    return spell_text(value)
