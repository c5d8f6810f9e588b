"""OpenTelemetry's context is the one that counts: what is active for one is active for the other."""

from __future__ import annotations

from typing import Any

from opentelemetry.context import Context, attach, get_current, get_value, set_value
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
        attach(_context_of(span, span))

    def switch(self, place: Any) -> Any:
        """Only of the span: whatever else a step puts into the context stays there."""
        context = get_current()
        before = (get_current_span(context), get_value(SCOPE, context) if SCOPE in context else own_span())
        attach(_context_of(*place) if isinstance(place, tuple) else _context_of(place, place))
        return before


def _context_of(shown: Any, scope: Span | None) -> Context:
    if shown is None:
        shown = INVALID_SPAN
    return set_span_in_context(Facade(shown) if isinstance(shown, Span) else shown, set_value(SCOPE, scope))
