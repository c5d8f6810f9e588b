"""Django: the handler that its entry points give becomes one of ours, of the same name."""

from __future__ import annotations

from typing import Any

from ..sites.known import Opener
from ..sites.pending import Pending
from ..warn import swallow
from .asgi import AsgiMiddleware
from .wsgi import WsgiMiddleware

ENTRIES = (
    ("django.core.wsgi", "get_wsgi_application"),
    ("django.core.asgi", "get_asgi_application"),
)
_twins: dict[type, type] = {}


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return DjangoBuild if (module, name) in ENTRIES else None


class DjangoBuild(Pending):
    __slots__ = ()

    def finish(self, result: Any) -> Any:
        result.__class__ = _twin_of(type(result))
        return result


def _twin_of(kind: type) -> type:
    if kind not in _twins:
        base: Any = kind
        asynchronous = "ASGI" in kind.__name__

        def call(self: Any, environ: Any, start_response: Any) -> Any:
            inside = lambda given, start: base.__call__(self, given, start)  # noqa: E731
            return WsgiMiddleware(inside, lambda given: given.get("onetrace.route"))(environ, start_response)

        async def call_later(self: Any, scope: Any, receive: Any, send: Any) -> None:
            await AsgiMiddleware(lambda *given: base.__call__(self, *given))(scope, receive, send)

        def get_response(self: Any, request: Any) -> Any:
            response = base.get_response(self, request)
            _keep_route(request, request.environ, "onetrace.route")
            return response

        async def get_response_later(self: Any, request: Any) -> Any:
            response = await base.get_response_async(self, request)
            _keep_route(request, request.scope, "path_template")
            return response

        members: dict[str, Any] = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "__slots__": ()}
        members["__call__"] = call_later if asynchronous else call
        members["get_response_async" if asynchronous else "get_response"] = (
            get_response_later if asynchronous else get_response
        )
        _twins[kind] = type(kind)(kind.__name__, (kind,), members)
    return _twins[kind]


def _keep_route(request: Any, where: Any, key: str) -> None:
    try:
        match = request.resolver_match
        if match is not None:
            where[key] = f"/{match.route.lstrip('/')}"
    except Exception as error:
        swallow(error)
