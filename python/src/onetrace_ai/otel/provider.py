"""A tracer provider for libraries that use OpenTelemetry's API, in a program without an SDK: their spans are ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from opentelemetry import baggage, trace
from opentelemetry.context import Context, get_current
from opentelemetry.trace import Link as OtelLink
from opentelemetry.trace import SpanKind, Tracer, TracerProvider

from ..clock import moment_of
from ..identity import Remote
from ..span import Span
from ..state import state
from ..tracer import start_root, start_span
from .facade import Facade, link_of


class Provider(TracerProvider):
    def get_tracer(self, instrumenting_module_name: str, *_: Any, **__: Any) -> Tracer:
        return OurTracer(instrumenting_module_name)


class OurTracer(Tracer):
    def __init__(self, scope: str) -> None:
        self._scope = scope

    def start_span(
        self,
        name: str,
        context: Context | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
        attributes: Mapping[str, Any] | None = None,
        links: Sequence[OtelLink] | None = None,
        start_time: int | None = None,
        record_exception: bool = True,
        set_status_on_exception: bool = True,
    ) -> Facade:
        span = _begin(name, kind.value + 1, get_current() if context is None else context)
        if start_time is not None:
            span.start = moment_of(start_time) or span.start
        facade = Facade(span)
        facade.set_attributes(attributes or {})
        for link in links or ():
            facade.add_link(link.context, link.attributes)
        return facade

    @contextmanager
    def start_as_current_span(  # type: ignore[override]
        self, name: str, context: Context | None = None, *given: Any, end_on_exit: bool = True, **options: Any
    ) -> Iterator[Facade]:
        span = self.start_span(name, context, *given, **options)
        said = {key: options[key] for key in ("record_exception", "set_status_on_exception") if key in options}
        with trace.use_span(span, end_on_exit, **said):
            yield span


def _begin(name: str, kind: int, context: Context) -> Span:
    found = trace.get_current_span(context)
    if isinstance(found, Facade):
        return start_span(name, kind, found.span)
    there = found.get_span_context()
    if there.is_valid:  # a carrier that somebody else has read
        link = link_of(there)
        members = tuple((key, str(value), "") for key, value in baggage.get_all(context).items())
        return start_root(name, kind, Remote(link.trace_id, link.span_id, link.flags, link.tracestate, members))
    active = state.bridge.active() if state.bridge is not None and context == get_current() else None
    return start_root(name, kind) if active is None else start_span(name, kind, active)
