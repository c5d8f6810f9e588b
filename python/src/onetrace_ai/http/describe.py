"""The attributes of HTTP spans (semantic conventions 1.44.0)."""

from __future__ import annotations

import re
from typing import Any

from ..propagation import Place
from ..span import Span

KNOWN = frozenset(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "QUERY"])
# Query parameters whose values are credentials: the conventions' (url.full), and what other vendors take there.
SECRET = re.compile(
    r"([?&#;](?:x-amz-(?:signature|credential|security-token)|x-goog-signature|sig|signature|key|x-?api-?key|api_?key"
    r"|access_token|refresh_token|id_token|token|auth|password|passwd|secret|client_secret|code|jwt|session"
    r"|subscription-key)=)[^&#]*",
    re.IGNORECASE,
)
USERINFO = re.compile(r"^(https?://)[^/?#]*@")


def redact_url(url: str) -> str:
    """`url.full`: without credentials."""
    shown = USERINFO.sub(r"\1REDACTED:REDACTED@", url)
    return SECRET.sub(r"\1REDACTED", shown) if "?" in shown or "#" in shown else shown


def name_method(span: Span, method: str, route: str = "") -> None:
    """`http.request.method`, and the span's name."""
    known = method if method in KNOWN else "_OTHER"
    span.set("http.request.method", known)
    if known == "_OTHER":
        span.set("http.request.method_original", method)
    shown = "HTTP" if known == "_OTHER" else known
    span.name = f"{shown} {route}".strip()


def name_server(span: Span, place: Place) -> None:
    span.set("server.address", place.host)
    span.set("server.port", place.port or (443 if place.scheme == "https" else 80))


def describe_answer(span: Span, status: Any) -> None:
    """Of a CLIENT span: 4xx and 5xx are errors."""
    if isinstance(status, int):
        span.set("http.response.status_code", int(status))
        if status >= 400:
            span.fail(str(int(status)), "")


def describe_response(span: Span, status: int) -> None:
    """Of a SERVER span: only 5xx are errors of this server."""
    span.set("http.response.status_code", status)
    if status >= 500 and not span.status:
        span.fail(str(status), "")
