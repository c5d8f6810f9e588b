"""OpenTelemetry's context is the one that counts: what is active for one is active for the other."""

from __future__ import annotations

from opentelemetry.context import attach, get_current, get_value, set_value
from opentelemetry.trace import INVALID_SPAN, get_current_span, set_span_in_context

from ..context import own_span
from ..span import Span
from .facade import Facade
from .shadow import shadow_of

SCOPE = "onetrace.span"


class Bridge:
    def active(self) -> Span | None:
        context = get_current()
        found = get_current_span(context)
        if type(found) is Facade:
            return found.span
        scope = get_value(SCOPE, context) if SCOPE in context else own_span()
        span = scope if isinstance(scope, Span) else None
        return shadow_of(found, span, context) if found.get_span_context().is_valid else span

    def enter(self, span: Span | None) -> None:
        """Never undone by its token, which belongs to one context."""
        shown = INVALID_SPAN if span is None else Facade(span)
        attach(set_span_in_context(shown, set_value(SCOPE, span)))
