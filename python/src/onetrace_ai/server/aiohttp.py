"""aiohttp.web: an official middleware, in front of the program's own."""

from __future__ import annotations

from typing import Any

from ..context import active_span, enter_span, leave_span
from ..errors import fail_span
from ..http.describe import describe_response
from ..sites.pending import Pending
from ..span import SERVER
from ..tracer import end_span
from .request import name_host, name_route, open_request


class ApplicationBuild(Pending):
    __slots__ = ()

    def added_keywords(self) -> dict[str, Any]:
        from aiohttp import web

        middleware = web.middleware(_handle)
        return {"middlewares": [middleware, *self.kwargs.get("middlewares", ())]}


async def _handle(request: Any, handler: Any) -> Any:
    from aiohttp.web import HTTPException

    outer = active_span()
    if outer is not None and outer.kind == SERVER and not outer.end:
        return await handler(request)
    span = open_request(request.method, request.path, request.query_string, request.scheme, request.headers)
    name_host(span, request.host or "", request.scheme)
    span.set("user_agent.original", request.headers.get("User-Agent")).set("client.address", request.remote)
    resource = getattr(request.match_info.route, "resource", None)
    name_route(span, getattr(resource, "canonical", None))
    enter_span(span)
    try:
        response = await handler(request)
        describe_response(span, response.status)
        return response
    except HTTPException as answer:  # a way to answer
        describe_response(span, answer.status)
        raise
    except BaseException as error:
        fail_span(span, error)
        raise
    finally:
        leave_span(span, outer)
        end_span(span)
