from __future__ import annotations

from typing import Any

from ..context import active_span, enter_span, leave_span
from ..errors import fail_span
from ..span import Span
from ..tracer import end_span
from ..warn import swallow
from .site_text import parse_site


class Pending:
    """A call that is under way: from the moment its callee is known until its result is there."""

    __slots__ = ("args", "callee", "kwargs", "opened", "outer", "site", "span")

    # True: positional arguments are changed, and before the keywords are known.
    changes = False

    def __init__(self, site: str, callee: Any) -> None:
        self.site = site
        self.callee = callee
        self.args: tuple[Any, ...] = ()
        self.kwargs: dict[str, Any] = {}
        self.span: Span | None = None
        self.outer: Span | None = None
        self.opened = False

    def early_args(self) -> tuple[Any, ...]:
        """The positional arguments that the callee gets."""
        return self.args

    def open(self, given: dict[str, Any]) -> dict[str, Any]:
        """All arguments are there. `given` are the last keywords, and what is returned is passed on instead."""
        try:
            earlier = self.kwargs
            self.kwargs = {**earlier, **given}
            self.opened = True
            self.span = self.begin()
            if self.span is not None:
                self.outer = enter_span(self.span)
                add_source(self.span, self.site)
            added = self.added_keywords()
            # What stood in an earlier run of keywords cannot be said twice.
            return {**given, **added} if added and not (added.keys() & (earlier.keys() - given.keys())) else given
        except Exception as error:
            swallow(error)
            return given

    def begin(self) -> Span | None:
        """The span of this call, not yet active; None: it has none."""
        return None

    def added_keywords(self) -> dict[str, Any]:
        return {}

    def close(self, result: Any) -> Any:
        """It has returned, or what it returned has been awaited."""
        span = self.span
        if span is not None:
            leave_span(span, self.outer)
        try:
            return self.finish(result)
        except Exception as error:
            swallow(error)
            if span is not None:
                end_span(span)
            return result

    def finish(self, result: Any) -> Any:
        if self.span is not None:
            end_span(self.span)
        return result

    def fail(self, error: BaseException) -> None:
        span = self.span
        if span is None:
            return
        leave_span(span, self.outer)
        self.finish_failed(error)
        end_span(span)

    def finish_failed(self, error: BaseException) -> None:
        if self.span is not None:
            fail_span(self.span, error)


def add_source(span: Span, site: str) -> None:
    """`code.*`: the place in the program, as the build knew it."""
    if span.trace.recording:
        place = parse_site(site)
        span.attributes["code.file.path"] = place.file
        span.attributes["code.line.number"] = place.line
        if place.function:
            span.attributes["code.function.name"] = place.function


def inside_client() -> bool:
    """What a client does inside its own call is its own business, and never a second span."""
    span = active_span()
    return span is not None and span.opaque and not span.end
