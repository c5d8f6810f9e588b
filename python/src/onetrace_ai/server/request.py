"""What an incoming request says, and its span."""

from __future__ import annotations

from typing import Any

from ..carrier import parse_carrier
from ..http.describe import SECRET, name_method
from ..span import SERVER, Span
from ..tracer import start_incoming


def open_request(method: str, path: str, query: str, scheme: str, headers: Any) -> Span:
    """The span of one request, not yet active; `headers` is anything that a carrier is read from."""
    span = start_incoming("HTTP", SERVER, parse_carrier(headers))
    if span.trace.recording:
        name_method(span, method)
        span.set("url.path", path).set("url.scheme", scheme)
        if query:
            span.set("url.query", SECRET.sub(r"\1REDACTED", f"?{query}")[1:])
    return span


def name_host(span: Span, host: str, scheme: str) -> None:
    """`server.address` and `server.port` of a Host header."""
    if not host:
        return
    name, _, port = host.rpartition(":") if not host.endswith("]") else ("", "", "")
    if name and port.isascii() and port.isdigit():
        span.set("server.address", name.strip("[]")).set("server.port", int(port))
    else:
        span.set("server.address", host.strip("[]")).set("server.port", 443 if scheme == "https" else 80)


def name_route(span: Span, route: Any) -> None:
    if isinstance(route, str) and route and span.trace.recording:
        span.set("http.route", route)
        span.name = f"{span.name.partition(' ')[0]} {route}"
