"""Managers that send their request when they are entered: `with client.stream(…) as response`."""

from __future__ import annotations

from typing import Any

from ..errors import fail_span
from ..span import Span
from ..tracer import end_span
from ..twins import Watch, watch_object
from .call import describe_result


class RequestWatch(Watch):
    """The answer's head ends the span; reading its body is the program's own time."""

    def __init__(self, span: Span) -> None:
        self.span = span

    def entered(self, entered: Any) -> None:
        describe_result(self.span, entered)

    def fail(self, error: BaseException) -> None:
        fail_span(self.span, error)
        end_span(self.span)

    def cancel(self) -> None:
        end_span(self.span)


def watch_manager(manager: Any, span: Span) -> Any:
    if not watch_object(manager, RequestWatch(span)):
        end_span(span)
    return manager
