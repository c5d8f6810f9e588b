"""
Holds a local trace's ended spans until its local root ends, so that late linking moves them all and `keep` rules
see them all; bounded in time and bytes, after which they leave as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from .clock import now
from .identity import Trace
from .span import Span
from .state import state

MAX_AGE = 30.0
MAX_BYTES = 16 * 1024 * 1024
# A span without its strings.
SPAN_BYTES = 512


def hold_span(span: Span) -> bool:
    """False: its trace holds no more, so it leaves at once."""
    trace = span.trace
    size = size_of(span)
    with state.lock:
        if trace.held is None:
            return False
        trace.held.append(span)
        trace.held_bytes += size
        state.held_bytes += size
        state.holding[trace] = None
        full = state.held_bytes > MAX_BYTES
    if full:
        _release_oldest()
    return True


def forget_held(trace: Trace) -> list[Span]:
    """Takes what `trace` holds out of the account; what ends in it later leaves at once."""
    with state.lock:
        spans, trace.held = trace.held or [], None
        if trace.held_bytes:
            state.held_bytes -= trace.held_bytes
            trace.held_bytes = 0
            state.holding.pop(trace, None)
        return spans


def release_held(trace: Trace) -> None:
    spans = forget_held(trace)
    if spans:
        send_spans(spans)


def release_all() -> None:
    """For `flush` and its kin: everything that has ended leaves now."""
    for trace in list(state.holding):
        release_held(trace)


def release_aged() -> None:
    """Asked by the exporter's thread now and then: a root that never ends keeps nothing for ever."""
    limit = now() - MAX_AGE
    for trace in list(state.holding):
        held = trace.held
        if held and held[0].end < limit:
            release_held(trace)


def send_spans(spans: Sequence[Span]) -> None:
    for span in spans:
        span.trace.left = True
    if state.pipeline is not None:
        state.pipeline.add(spans)


def size_of(span: Span) -> int:
    size = SPAN_BYTES + 48 * len(span.attributes) + len(span.status_message)
    for value in span.attributes.values():
        kind = type(value)
        if kind is str or kind is bytes:
            size += len(value)
        elif kind is list or kind is tuple:
            size += sum(48 + (len(it) if type(it) is str else 0) for it in value)
    return size


def _release_oldest() -> None:
    for trace in list(state.holding):
        release_held(trace)
        if state.held_bytes <= MAX_BYTES:
            return
