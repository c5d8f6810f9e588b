"""ASGI: the application inside of a span, which ends with the last byte of its answer, background work apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..context import active_span, enter_span, leave_span
from ..errors import fail_span
from ..http.describe import describe_response
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import SERVER, Span
from ..tracer import end_span
from ..warn import swallow
from .request import name_host, name_route, open_request

Scope = dict[str, Any]
BUILT = (
    ("starlette.applications", "Starlette"),
    ("quart.app", "Quart"),
    ("litestar.app", "Litestar"),
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return AsgiBuild if (module, name) in BUILT else None


class AsgiBuild(Pending):
    __slots__ = ()

    def finish(self, result: Any) -> Any:
        if hasattr(result, "asgi_app") and not hasattr(result, "build_middleware_stack"):
            result.asgi_app = AsgiMiddleware(result.asgi_app)
        elif hasattr(result, "build_middleware_stack"):
            # Outermost, whatever is added later: what `add_middleware` adds first is inside of all others.
            build = result.build_middleware_stack
            result.build_middleware_stack = lambda: AsgiMiddleware(build())
        elif hasattr(result, "asgi_handler"):
            result.asgi_handler = AsgiMiddleware(result.asgi_handler)
        return result


class AsgiMiddleware:
    """For any ASGI application: `app = AsgiMiddleware(app)`"""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        outer = active_span()
        if scope["type"] not in ("http", "websocket") or (outer and outer.kind == SERVER and not outer.end):
            await self.app(scope, receive, send)
            return
        span = _opened(scope)
        if span is None:
            await self.app(scope, receive, send)
            return
        enter_span(span)
        try:
            await self.app(scope, receive, _watched(send, span, scope))
        except BaseException as error:
            fail_span(span, error)
            raise
        finally:
            leave_span(span, outer)
            _end(span, scope)


def _watched(send: Any, span: Span, scope: Scope) -> Any:
    async def watched(message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "http.response.start":
            describe_response(span, message["status"])
        await send(message)
        if (kind == "http.response.body" and not message.get("more_body")) or kind == "websocket.close":
            _end(span, scope)  # what goes on after the answer is its own time, and still in the trace

    return watched


def _end(span: Span, scope: Scope) -> None:
    if not span.end:
        try:
            name_route(span, _route(scope))
        except Exception as error:
            swallow(error)
        end_span(span)


def _route(scope: Scope) -> Any:
    route = scope.get("route")
    path = getattr(route, "path_format", None) or getattr(route, "path", None)
    if path is None:
        path = scope.get("path_template")
    return path if path is None or not scope.get("root_path") else f"{scope['root_path']}{path}"


def _opened(scope: Scope) -> Span | None:
    try:
        headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        given = dict(headers)
        scheme = scope.get("scheme", "http")
        query = scope.get("query_string", b"").decode("latin-1")
        path = scope["path"]
        span = open_request(scope.get("method", "GET"), path, query, scheme, headers)
        if span.trace.recording:
            server = scope.get("server") or ("", None)
            name_host(span, given.get("host") or str(server[0]), scheme)
            span.set("user_agent.original", given.get("user-agent"))
            client = scope.get("client")
            forwarded = given.get("x-forwarded-for", "").partition(",")[0].strip()
            span.set("client.address", forwarded or (client[0] if client else None))
        return span
    except Exception as error:
        swallow(error)
        return None
