"""A span of ours as OpenTelemetry's API has spans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opentelemetry.trace import Span as OtelSpan
from opentelemetry.trace import SpanContext, Status, StatusCode, TraceFlags, TraceState

from ..clock import moment_of
from ..errors import error_message, error_type, fail_span
from ..span import STATUS_ERROR, STATUS_OK, Link, Span
from ..tracer import end_span
from ..w3c.tracestate import members_of

# Operations of spans that are calls of models: what their clients do inside of them is their own business.
MODEL_CALLS = frozenset(("chat", "text_completion", "generate_content", "embeddings"))


class Facade(OtelSpan):
    """What libraries get from a tracer of ours, and from `trace.get_current_span()` inside a span of ours."""

    def __init__(self, span: Span) -> None:
        self.span = span

    def get_span_context(self) -> SpanContext:
        return context_of(self.span)

    def is_recording(self) -> bool:
        return self.span.recording

    def set_attribute(self, key: str, value: Any) -> None:
        self.span.set(str(key), value)
        if key == "gen_ai.operation.name" and value in MODEL_CALLS:
            self.span.opaque = True

    def set_attributes(self, attributes: Mapping[str, Any]) -> None:
        for key, value in attributes.items():
            self.set_attribute(key, value)

    def add_event(self, name: str, attributes: Mapping[str, Any] | None = None, timestamp: int | None = None) -> None:
        self.span.add_event(name, dict(attributes or {}), moment_of(timestamp))

    def add_link(self, context: SpanContext, attributes: Mapping[str, Any] | None = None) -> None:
        self.span.add_link(link_of(context, attributes))

    def update_name(self, name: str) -> None:
        if self.span.recording:
            self.span.name = name

    def set_status(self, status: Status | StatusCode, description: str | None = None) -> None:
        code = status.status_code if isinstance(status, Status) else status
        said = status.description if isinstance(status, Status) else description
        if not self.span.recording or self.span.status == STATUS_OK or code is StatusCode.UNSET:
            return
        self.span.status = STATUS_ERROR if code is StatusCode.ERROR else STATUS_OK
        self.span.status_message = said or "" if code is StatusCode.ERROR else ""

    def record_exception(
        self,
        exception: BaseException,
        attributes: Mapping[str, Any] | None = None,
        timestamp: int | None = None,
        escaped: bool = False,
    ) -> None:
        what = {"exception.type": error_type(exception), "exception.message": error_message(exception)}
        self.span.add_event("exception", {**what, **(attributes or {})}, moment_of(timestamp))

    def end(self, end_time: int | None = None) -> None:
        end_span(self.span, moment_of(end_time))

    def __exit__(self, exc_type: Any, exc_val: BaseException | None, exc_tb: Any) -> None:
        if exc_val is not None:
            fail_span(self.span, exc_val)
        self.end()


def context_of(span: Span) -> SpanContext:
    trace = span.trace
    state = TraceState(members_of(trace.tracestate)) if trace.tracestate else TraceState()
    flags = TraceFlags(trace.flags & 0xFF)
    return SpanContext(int(trace.trace_id, 16), int(span.span_id, 16), False, flags, state)


def link_of(context: SpanContext, attributes: Mapping[str, Any] | None = None) -> Link:
    return Link(
        f"{context.trace_id:032x}",
        f"{context.span_id:016x}",
        int(context.trace_flags),
        context.trace_state.to_header() if context.trace_state else "",
        dict(attributes) if attributes else None,
    )
