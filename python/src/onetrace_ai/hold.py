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
    return SPAN_BYTES + len(span.status_message) + sum(_size(it) for it in span.attributes.values())


def _size(value: object) -> int:
    if isinstance(value, (str, bytes)):
        return 48 + len(value)
    return 64 + sum(_size(it) for it in value) if isinstance(value, (list, tuple)) else 48


def _release_oldest() -> None:
    for trace in list(state.holding):
        release_held(trace)
        if state.held_bytes <= MAX_BYTES:
            return
