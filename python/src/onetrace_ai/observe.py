"""The explicit API, by the names of the guide. No function of it raises."""

from __future__ import annotations

from typing import Any

from .carrier import carrier_of, parse_carrier
from .context import active_span
from .lifecycle import flush, init, shutdown, stats
from .span import Span
from .trace_id import generate_trace_id
from .tracer import adopt_remote
from .warn import swallow, warn_once
from .with_trace import with_trace


class TraceAttribute:
    """Keys that a trace commonly carries, by the names of the semantic conventions."""

    SESSION_ID = "session.id"
    USER_ID = "user.id"
    CONVERSATION_ID = "gen_ai.conversation.id"
    AGENT_NAME = "gen_ai.agent.name"
    TENANT_ID = "tenant.id"
    ENVIRONMENT = "deployment.environment.name"
    VERSION = "service.version"
    TAGS = "tags"


def get_carrier() -> dict[str, str]:
    """
    The active span's carrier, `{"traceparent": "00-…", "baggage": "…"}` (and `tracestate` where there is one), or
    `{}` outside any span. A snapshot: what is set later is not in it.
    """
    span = active_span()
    try:
        return {} if span is None else carrier_of(span)
    except Exception as error:
        swallow(error)
        return {}


def inject_remote_carrier(carrier: Any) -> None:
    """
    Links the running local trace to an upstream: every span of it, those that have ended too, moves under the
    upstream's trace id, and what the carrier's baggage holds is put on the spans of this scope. Without an active
    span it warns once and does nothing; `with_trace` makes one.
    """
    span = _active_for("inject_remote_carrier")
    if span is None:
        return
    try:
        remote = parse_carrier(carrier)
        if remote is not None:
            adopt_remote(span, remote)
        elif carrier:
            warn_once("inject_remote_carrier was given something that is no carrier")
    except Exception as error:
        swallow(error)


def set_attribute(key: str, value: Any) -> None:
    """
    Sets an attribute of the active scope (a `with_trace` or a request): it is put on every span of the scope and
    travels in baggage to every service after it. Lists travel as JSON text; bytes stay on the active span.
    Without an active span it warns once and does nothing.
    """
    span = _active_for("set_attribute")
    if span is None or value is None:
        return
    try:
        if isinstance(value, (bytes, bytearray)):
            span.set(key, bytes(value))
        else:
            span.bag.put((str(key), value, ""))
    except Exception as error:
        swallow(error)


def get_trace_id() -> str | None:
    """The active trace's id, 32 lower-case hex digits."""
    span = active_span()
    return None if span is None else span.trace.trace_id


def _active_for(call: str) -> Span | None:
    span = active_span()
    if span is None:
        warn_once(f"{call} outside a traced context does nothing; use with_trace")
    return span


class Observe:
    """The guide's API. Every function is also a plain name of `onetrace_ai`."""

    TraceAttribute = TraceAttribute

    init = staticmethod(init)
    get_carrier = staticmethod(get_carrier)
    inject_remote_carrier = staticmethod(inject_remote_carrier)
    with_trace = staticmethod(with_trace)
    set_attribute = staticmethod(set_attribute)
    get_trace_id = staticmethod(get_trace_id)
    generate_trace_id = staticmethod(generate_trace_id)
    flush = staticmethod(flush)
    shutdown = staticmethod(shutdown)
    stats = staticmethod(stats)
