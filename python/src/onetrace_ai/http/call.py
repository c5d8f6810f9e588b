"""One request as a site makes it: its span, its headers, its end."""

from __future__ import annotations

from types import CoroutineType
from typing import Any

from ..config import settings
from ..context import active_span
from ..errors import fail_span
from ..propagation import Place, outgoing_headers, place_of
from ..settle import Held, inside_steps, name_like, trim_frame
from ..sites.pending import Pending, inside_client
from ..span import CLIENT, Span
from ..tracer import end_span, start_span
from .describe import describe_answer, name_method, name_server, redact_url

CARRIER = ("traceparent", "tracestate", "baggage")


class HttpCall(Pending):
    """A client says where method and URL stand, how far headers may go, and how they get in."""

    __slots__ = ("_place", "carried")

    def __init__(self, site: str, callee: Any) -> None:
        super().__init__(site, callee)
        self._place: Place | None = None
        # Where nothing is recorded: what passes the trace on.
        self.carried: Span | None = None

    def target(self) -> tuple[str, Any]:
        """Method and URL of the call."""
        raise NotImplementedError

    def reach(self) -> str:
        """'identity', or 'ids' where the client would follow a redirect to anybody with all headers."""
        return "identity"

    def begin(self) -> Span | None:
        active = active_span()
        if inside_client():
            return None
        self.carried = active
        method, url = self.target()
        self._place = place_of(url)
        recorded = settings().recording if active is None else active.trace.recording
        if not recorded or self._place is None:
            return None
        span = start_span("HTTP", CLIENT)
        self.carried = span
        name_method(span, str(method).upper())
        name_server(span, self._place)
        span.set("url.full", redact_url(str(url)))
        return span

    def headers(self) -> dict[str, str]:
        """What is added to the request; nothing where the caller has set a `traceparent` by hand."""
        if self.carried is None or self._place is None:
            return {}
        return outgoing_headers(self.carried, self._place, self.reach())

    def added_keywords(self) -> dict[str, Any]:
        given = self.kwargs.get("headers")
        added = {} if has_header(given, "traceparent") else self.headers()
        merged = merge_headers(given, added) if added else None
        return {} if merged is None else {"headers": merged}

    def finish(self, result: Any) -> Any:
        span = self.span
        if span is None:
            return result
        if isinstance(result, CoroutineType):
            return name_like(_follow(span, Held(result, lambda: end_span(span))), result)
        describe_result(span, result)
        return result


def describe_result(span: Span, response: Any) -> None:
    status = getattr(response, "status_code", None)
    describe_answer(span, getattr(response, "status", None) if status is None else status)
    end_span(span)


async def _follow(span: Span, held: Held) -> Any:
    """Of a client's coroutine that is awaited elsewhere."""
    held.started = True
    try:
        response = await inside_steps(span, held.coroutine)
    except BaseException as error:
        fail_span(span, error)
        end_span(span)
        trim_frame(error, 2)
        raise
    describe_result(span, response)
    return response


def has_header(headers: Any, name: str) -> bool:
    if headers is None:
        return False
    names = headers.keys() if hasattr(headers, "keys") else [it[0] for it in headers if isinstance(it, (tuple, list))]
    wanted = name.lower()
    return any((it.decode("latin-1") if isinstance(it, bytes) else str(it)).lower() == wanted for it in names)


def merge_headers(given: Any, added: dict[str, str]) -> Any:
    """The caller's own in their own form, and ours; None for a form that is not known."""
    added = {name: value for name, value in added.items() if not has_header(given, name)}
    if given is None:
        return added
    if isinstance(given, (list, tuple)):
        return [*given, *added.items()]
    if hasattr(given, "copy") and hasattr(given, "__setitem__"):
        merged = given.copy()
        for name, value in added.items():
            merged[name] = value
        return merged
    return {**given, **added} if hasattr(given, "keys") else None


def is_ours(headers: Any, span: Span) -> bool:
    """Headers that an earlier hop of the same request got from us."""
    return str(headers.get("traceparent") or "")[3:52] == f"{span.trace.trace_id}-{span.span_id}"
