"""Starts spans, ends them, and moves a local trace under an upstream one."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .clock import now
from .config import settings
from .connect import connect_pipeline
from .context import active_span
from .hold import forget_held, hold_span, send_spans
from .identity import RANDOM_ID, SAMPLED, Bag, Member, Remote, Trace
from .ids import new_span_id, new_trace_id
from .sampler import decide_trace, keeps_trace
from .span import Link, Span
from .state import state
from .warn import warn_once

# A context that long outlives its request lends nobody its identity: a lazily started consumer, a timer.
STALE_SECONDS = 60.0
MOST_RUNNING = 10_000


def start_span(name: str, kind: int, parent: Span | None = None) -> Span:
    """A child of `parent`, by default of the active span, or a root where there is none. Not yet active."""
    parent = parent or active_span()
    if parent is None:
        return start_root(name, kind, ambient_remote())
    trace = parent.trace
    if trace.ended and now() - trace.ended > STALE_SECONDS:
        return start_root(name, kind).add_link(link_to(trace, parent.span_id))
    return _begin(Span(name, kind, trace, parent.bag, parent, new_span_id()))


def start_scope(name: str, kind: int, parent: Span) -> Span:
    """A child with a bag of its own: what is set inside does not reach the scopes beside it."""
    trace = parent.trace
    if trace.ended and now() - trace.ended > STALE_SECONDS:
        return start_root(name, kind).add_link(link_to(trace, parent.span_id))
    return _begin(Span(name, kind, trace, parent.bag.fork(), parent, new_span_id()))


def start_root(name: str, kind: int, remote: Remote | None = None, trace_id: str | None = None) -> Span:
    """
    The local root of a new local trace: under `remote`'s span where it names one, else a trace of its own with a
    random id or the given one. Its bag begins with `remote`'s members.
    """
    if remote is not None and remote.trace_id:
        trace = _trace_of(remote.trace_id, remote.parent_id, remote.flags, remote.tracestate)
    else:
        trace = _trace_of(trace_id or new_trace_id(), "", 0 if trace_id else RANDOM_ID, "")
    members: Sequence[Member] = remote.members if remote is not None else ()
    return _begin(Span(name, kind, trace, Bag(members), None, new_span_id()))


def start_incoming(name: str, kind: int, remote: Remote | None) -> Span:
    """The root of a request or message that came by itself, as far as what it says is believed."""
    if remote is None or settings().incoming == "trust":
        return start_root(name, kind, remote)
    if settings().incoming == "ids":
        return start_root(name, kind, remote._replace(members=()))
    span = start_root(name, kind)
    return span.add_link(link_to(remote, remote.parent_id)) if remote.trace_id else span


def ambient_remote() -> Remote | None:
    """What the running job of a queue carries, where no span is active."""
    if "rq.job" in sys.modules:  # jobs are functions that import nothing of it
        from .queues import rq  # noqa: F401
    for ask in state.ambient:
        remote = ask()
        if remote is not None:
            return remote
    return None


def _begin(span: Span) -> Span:
    if span.trace.recording:
        running = state.running
        if len(running) >= MOST_RUNNING:  # what never ends must not fill the memory
            running.pop(next(iter(running)), None)
        running[span] = None
    return span


def adopt_remote(span: Span, remote: Remote) -> None:
    """
    Links the running local trace of `span` to an upstream: all its spans, ended ones too, move under the
    upstream's trace id, and the root under its span. A carrier of the current trace only adds its members. What
    the move leaves behind, an earlier upstream or spans and carriers that already left, is linked.
    """
    trace = span.trace
    span.bag.merge(remote.members)
    if remote.trace_id in ("", trace.trace_id):
        return
    if trace.foreign:
        warn_once("inject_remote_carrier links a trace of an OpenTelemetry SDK, whose spans cannot be moved")
        span.add_link(link_to(remote, remote.parent_id))
        return
    if trace.remote_parent_id or trace.left:
        span.add_link(link_to(trace, trace.remote_parent_id or span.span_id))
    if trace.left:
        warn_once(
            "inject_remote_carrier came after spans or carriers of this trace had left; they are linked, not moved"
        )
    moved = _trace_of(remote.trace_id, remote.parent_id, remote.flags, remote.tracestate)
    trace.trace_id, trace.remote_parent_id = moved.trace_id, moved.remote_parent_id
    trace.flags, trace.tracestate = moved.flags, moved.tracestate
    trace.recording, trace.left = moved.recording, False
    if not trace.recording:
        forget_held(trace)


def link_to(trace: Remote | Trace, span_id: str) -> Link:
    """A link to a span of `trace`, as the trace is named now."""
    return Link(trace.trace_id, span_id, trace.flags, trace.tracestate)


def end_span(span: Span, moment: float | None = None) -> None:
    """Ends a span once; later calls do nothing. A local root releases what its trace held."""
    if span.end:
        return
    span.end = moment or now()
    state.running.pop(span, None)
    trace = span.trace
    if span.parent is None:
        trace.ended = span.end
    if not trace.recording:
        return
    if span.parent is None:
        _end_trace(span)
    elif not hold_span(span):
        send_spans([span])


def _end_trace(root: Span) -> None:
    trace = root.trace
    spans = [*forget_held(trace), root]
    trace.recording = trace.flags & SAMPLED != 0 or keeps_trace(spans)
    if trace.recording:
        send_spans(spans)
    if state.urgent:
        from .export.exit import flush_child

        flush_child()


def _trace_of(trace_id: str, remote_parent_id: str, flags: int, tracestate: str) -> Trace:
    trace = Trace(trace_id, remote_parent_id, flags, tracestate)
    decide_trace(trace)
    if trace.recording:
        connect_pipeline()
    return trace
