"""aiohttp: sessions get an official `TraceConfig`, applications an official middleware."""

from __future__ import annotations

from typing import Any

from ..config import settings
from ..context import active_span
from ..errors import fail_span
from ..propagation import outgoing_headers, place_of
from ..sites.known import Opener
from ..sites.pending import Pending, inside_client
from ..span import CLIENT, Span
from ..tracer import end_span, start_span
from .call import CARRIER, has_header, is_ours
from .describe import describe_answer, name_method, name_server, redact_url


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    if (module, name) == ("aiohttp.client", "ClientSession"):
        return SessionBuild
    if (module, name) == ("aiohttp.web_app", "Application"):
        from ..server.aiohttp import ApplicationBuild

        return ApplicationBuild
    return None


class SessionBuild(Pending):
    __slots__ = ()

    def added_keywords(self) -> dict[str, Any]:
        from aiohttp import TraceConfig

        ours = TraceConfig()
        ours.on_request_start.append(_started)
        ours.on_request_redirect.append(_redirected)
        ours.on_request_end.append(_ended)
        ours.on_request_exception.append(_failed)
        return {"trace_configs": [*(self.kwargs.get("trace_configs") or ()), ours]}


async def _started(session: Any, context: Any, params: Any) -> None:
    active = active_span()
    context.onetrace = None
    if inside_client():
        return
    place = place_of(str(params.url))
    recorded = settings().recording if active is None else active.trace.recording
    span = active
    if recorded and place is not None:
        span = context.onetrace = start_span("HTTP", CLIENT)
        name_method(span, params.method.upper())
        name_server(span, place)
        span.set("url.full", redact_url(str(params.url)))
    if span is not None and not has_header(params.headers, "traceparent"):
        for name, value in outgoing_headers(span, place).items():
            params.headers.setdefault(name, value)


async def _redirected(session: Any, context: Any, params: Any) -> None:
    """The next hop gets the same headers: what it may not see is taken off."""
    span: Span | None = context.onetrace or active_span()
    if span is None or not is_ours(params.headers, span):
        return
    target = params.url.join(_location(params.response))
    allowed = outgoing_headers(span, place_of(str(target)))
    for name in CARRIER:
        if name not in allowed:
            params.headers.pop(name, None)


def _location(response: Any) -> Any:
    from yarl import URL

    return URL(response.headers.get("Location") or response.headers.get("URI") or "", encoded=True)


async def _ended(session: Any, context: Any, params: Any) -> None:
    if context.onetrace is not None:
        describe_answer(context.onetrace, params.response.status)
        end_span(context.onetrace)


async def _failed(session: Any, context: Any, params: Any) -> None:
    if context.onetrace is not None:
        fail_span(context.onetrace, params.exception)
        end_span(context.onetrace)
