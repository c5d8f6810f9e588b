"""
The Model Context Protocol: the carrier goes into `params._meta` under the names of the W3C headers (SEP-414); a server
gets a middleware, officially. Where OpenTelemetry's API has a provider, the protocol's own spans are enough.
"""

from __future__ import annotations

import sys
from typing import Any

from ..carrier import parse_carrier
from ..context import active_span, enter_span, leave_span
from ..errors import fail_span
from ..llm.fields import pick
from ..propagation import outgoing_headers, place_of
from ..queues.messages import carrier_for
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import CLIENT, SERVER, Span
from ..state import state
from ..tracer import end_span, start_incoming, start_span

METHODS = {"call_tool": "tools/call", "read_resource": "resources/read", "get_prompt": "prompts/get"}
SERVERS = ("MCPServer", "Server", "FastMCP")


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    owner, _, verb = name.rpartition(".")
    if owner in ("Client", "ClientSession") and verb in METHODS:
        return McpCall
    return ServerBuild if name in SERVERS and isinstance(callee, type) else None


class McpCall(Pending):
    __slots__ = ()

    def begin(self) -> Span | None:
        active = active_span()
        if active is None or not active.trace.recording or tells_itself():
            return None
        method = METHODS[self.callee.__name__]
        target = str(self.args[0] if self.args else self.kwargs.get("name", self.kwargs.get("uri", "")))
        span = start_span(f"{method} {target}".strip(), CLIENT)
        return span.set_all(mcp_facts(method, target))

    def added_keywords(self) -> dict[str, Any]:
        meta = self.kwargs.get("meta")
        if "traceparent" in (meta or {}):
            return {}
        carrier = self._carrier()
        return {"meta": {**carrier, **(meta or {})}} if carrier else {}

    def _carrier(self) -> dict[str, str]:
        """A server behind a URL is a host as any other: who is not internal sees no identity."""
        url = getattr(self.callee.__self__, "server", None)
        span = self.span or active_span()
        if not isinstance(url, str) or span is None:
            return carrier_for(span)
        return outgoing_headers(span, place_of(url))

    def finish(self, result: Any) -> Any:
        if self.span is not None and _is_error(result):
            self.span.fail("tool_error", "")
        return super().finish(result)


class ServerBuild(Pending):
    __slots__ = ()

    def finish(self, result: Any) -> Any:
        chain = getattr(result, "middleware", None)
        if isinstance(chain, list):
            chain.append(serve_message)
        return result


async def serve_message(context: Any, call_next: Any) -> Any:
    """A request belongs to who sent it, and not to whoever opened the session."""
    if context.request_id is None:
        return await call_next(context)
    remote = parse_carrier(dict(context.meta or {}))
    outer = active_span()
    if tells_itself():
        if outer is not None and remote is not None:
            outer.bag.merge(remote.members)
        return await call_next(context)
    target = (context.params or {}).get("name", "")
    span = start_incoming(f"{context.method} {target}".strip(), SERVER, remote)
    span.set_all(mcp_facts(context.method, str(target)))
    before = enter_span(span)
    try:
        result = await call_next(context)
        if _is_error(result):
            span.fail("tool_error", "")
        return result
    except BaseException as error:
        fail_span(span, error)
        raise
    finally:
        leave_span(span, before)
        end_span(span)


def _is_error(result: Any) -> bool:
    return pick(result, "is_error") is True or pick(result, "isError") is True


def mcp_facts(method: str, target: str) -> dict[str, Any]:
    tool, prompt = method == "tools/call", method == "prompts/get"
    return {
        "mcp.method.name": method,
        "gen_ai.operation.name": "execute_tool" if tool else None,
        "gen_ai.tool.name": target if tool else None,
        "gen_ai.prompt.name": target if prompt else None,
        "mcp.resource.uri": target if method == "resources/read" else None,
    }


def tells_itself() -> bool:
    """The package has spans of its own for all this, once OpenTelemetry's API has a provider."""
    if state.bridge is None or "mcp.shared._otel" not in sys.modules:
        return False
    from opentelemetry import trace

    return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)
