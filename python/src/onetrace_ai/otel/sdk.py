"""A program with an OpenTelemetry SDK: our spans are handed to its processors, and its own know session and user."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from opentelemetry.sdk.trace import Event, ReadableSpan, SpanProcessor
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import Link as OtelLink
from opentelemetry.trace import (
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    TraceState,
    set_span_in_context,
)

from ..attributes import VENDOR_INTERNAL, resolved_attributes
from ..clock import epoch_nanos
from ..context import active_span
from ..export.otlp import SCHEMA_URL, SCOPE_NAME, SCOPE_VERSION
from ..identity import Trace
from ..span import Link, Span
from ..w3c.tracestate import members_of
from ..warn import swallow
from .facade import context_of
from .shadow import plain_value

SCOPE = InstrumentationScope(SCOPE_NAME, SCOPE_VERSION, SCHEMA_URL)


class SdkPipeline:
    """In the place of ours: what has ended goes to the processors of the program's provider."""

    sdk = True
    pending = 0

    def __init__(self, provider: Any) -> None:
        self._provider = provider
        self.recorded = self.exported = 0

    def add(self, spans: Sequence[Span]) -> None:
        self.recorded += len(spans)
        for span in spans:
            try:
                self._provider._active_span_processor.on_end(readable_of(span, self._provider.resource))
                self.exported += 1
            except Exception as error:
                swallow(error)

    def flush(self, timeout: float) -> int:
        return 0 if self._provider.force_flush(int(timeout * 1000)) else 1

    def close(self, timeout: float) -> int:
        return self.flush(timeout)  # to shut down is its owner's to do

    def after_fork(self) -> None:
        pass

    def stats(self) -> dict[str, Any]:
        return {"recorded": self.recorded, "exported": self.exported, "dropped": {}, "queued": 0, "sdk": True}


class IdentityProcessor(SpanProcessor):
    """The program's own spans get what the scope around them carries."""

    def on_start(self, span: Any, parent_context: Any = None) -> None:
        try:
            around = active_span()
            for key, value, _ in around.bag.members if around is not None else ():
                if key not in (span.attributes or {}) and not key.startswith(VENDOR_INTERNAL):
                    span.set_attribute(key, plain_value(value))
        except Exception as error:
            swallow(error)


def sampler_of(sampler: Any) -> Callable[[Trace], bool]:
    """The SDK's own decision about a trace that begins here."""

    def samples(trace: Trace) -> bool:
        parent = None
        if trace.remote_parent_id:
            remote = _context(trace.trace_id, trace.remote_parent_id, trace.flags, trace.tracestate)
            parent = set_span_in_context(NonRecordingSpan(remote))
        result = sampler.should_sample(parent, int(trace.trace_id, 16), "", SpanKind.INTERNAL)
        return bool(result.decision.is_sampled())

    return samples


def readable_of(span: Span, resource: Any) -> ReadableSpan:
    parent = span.parent_span_id
    status = Status(StatusCode(span.status), span.status_message or None)
    return ReadableSpan(
        str(span.name),
        context_of(span),
        _context(span.trace.trace_id, parent, span.trace.flags, span.trace.tracestate) if parent else None,
        resource,
        _plain(resolved_attributes(span)),
        [Event(name, _plain(attributes), epoch_nanos(at)) for name, at, attributes in span.events or ()],
        [_link(it) for it in span.links or ()],
        SpanKind(span.kind - 1),
        status=status,
        start_time=epoch_nanos(span.start),
        end_time=epoch_nanos(span.end),
        instrumentation_scope=SCOPE,
    )


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain_value(value) for key, value in attributes.items()}


def _link(link: Link) -> OtelLink:
    return OtelLink(_context(link.trace_id, link.span_id, link.flags, link.tracestate), _plain(link.attributes or {}))


def _context(trace_id: str, span_id: str, flags: int, tracestate: str) -> SpanContext:
    state = TraceState(members_of(tracestate)) if tracestate else TraceState()
    return SpanContext(int(trace_id, 16), int(span_id, 16), True, TraceFlags(flags & 0xFF), state)
