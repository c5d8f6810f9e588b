from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from .carrier import parse_carrier
from .context import active_span, run_inside
from .errors import fail_span
from .identity import Remote
from .settle import settle_result
from .span import INTERNAL, KINDS, Span
from .trace_id import generate_trace_id
from .tracer import ambient_remote, end_span, link_to, start_root, start_scope, start_span
from .warn import swallow

T = TypeVar("T")
# Where a custom id is kept, since the trace id does not show it.
CUSTOM_ID = "onetrace.custom_id"


def with_trace(
    name: str,
    fn: Callable[[], T],
    carrier: Any = None,
    *,
    id: object = None,
    attributes: Mapping[str, Any] | None = None,
    kind: str = "internal",
    links: Sequence[Any] = (),
    root: bool = False,
) -> T:
    """
    Runs `fn` in a span of its own and returns what it returns: what `fn` awaits or yields later still belongs to
    the span, which ends with it, failed where it fails. With a carrier the span belongs to the upstream's trace;
    without, to the active trace, or to a new one where none is active.

    :param carrier: what `inject_remote_carrier` takes; a dictionary, JSON text, headers, a message.
    :param id: a custom trace id, see `generate_trace_id`. The carrier's trace wins over it.
    :param attributes: of this span alone; what is to travel is set with `set_attribute`.
    :param kind: `internal`, `server`, `client`, `producer`, `consumer`.
    :param links: carriers of other traces that this one has to do with, such as a batch's other messages.
    :param root: True: another trace, linked to the active one, and not a part of it.
    """
    span = open_trace(name, carrier, id=id, attributes=attributes, kind=kind, links=links, root=root)
    try:
        result = run_inside(span, fn)
    except BaseException as error:
        fail_span(span, error)
        end_span(span)
        raise
    settled: T = settle_result(span, result)
    return settled


def open_trace(name: str, carrier: Any = None, **options: Any) -> Span:
    """The span that `with_trace` runs in, not yet active; never raises."""
    try:
        span = _place(name, parse_carrier(carrier), options)
        span.set_all(options.get("attributes") or {})
        if options.get("id"):
            span.set(CUSTOM_ID, str(options["id"]))
        for other in options.get("links") or ():
            remote = parse_carrier(other)
            if remote is not None and remote.trace_id:
                span.add_link(link_to(remote, remote.parent_id))
        return span
    except Exception as error:
        swallow(error)
        return start_span(str(name), INTERNAL)


def _place(name: str, remote: Remote | None, options: Mapping[str, Any]) -> Span:
    kind = KINDS.get(options.get("kind") or "internal", INTERNAL)
    active = active_span()
    custom = options.get("id")
    trace_id = remote.trace_id if remote and remote.trace_id else (generate_trace_id(custom) if custom else None)
    if active is None:
        return start_root(name, kind, remote or (None if trace_id else ambient_remote()), trace_id)
    if options.get("root") or (trace_id is not None and trace_id != active.trace.trace_id):
        return _besides(active, start_root(name, kind, remote, trace_id), remote)
    span = start_scope(name, kind, active)
    span.bag.merge(remote.members if remote else ())
    return span


def _besides(active: Span, span: Span, remote: Remote | None) -> Span:
    """Another trace keeps session and user, unless it brought its own."""
    if remote is None or not remote.trace_id:
        span.bag.merge(active.bag.members)
        span.bag.merge(remote.members if remote else ())
    return span.add_link(link_to(active.trace, active.span_id)) if active.recording else span
