"""What an answer means (OTLP specification, "OTLP/HTTP Response")."""

from __future__ import annotations

import json
from typing import NamedTuple

from ..clock import wall_seconds

# The specification's, and those that proxies and collectors give while they start.
RETRYABLE = frozenset((408, 429, 500, 502, 503, 504))


class Outcome(NamedTuple):
    kind: str
    """'taken' | 'retry' | 'too_large' | 'refused'"""
    error: str = ""
    after: float | None = None
    """Seconds, where the receiver named a time."""
    rejected: int = 0
    reason: str = ""


def read_answer(status: int, headers: dict[str, str], body: bytes) -> Outcome:
    if 200 <= status < 300:
        return _taken(headers.get("content-type", ""), body)
    error = f"{status} {body[:200].decode(errors='replace')}".strip()
    if status in RETRYABLE:
        return Outcome("retry", error, retry_after(headers.get("retry-after")))
    if status == 413:
        return Outcome("too_large", error)
    reason = "unauthorized" if status in (401, 403) else "not_otlp" if 300 <= status < 400 else "rejected"
    return Outcome("refused", error, reason=reason)


def _taken(kind: str, body: bytes) -> Outcome:
    if kind.startswith("text/html"):
        return Outcome("refused", "answered with a web page", reason="not_otlp")
    try:
        partial = json.loads(body)["partialSuccess"]
        return Outcome("taken", str(partial.get("errorMessage", "")), rejected=int(partial["rejectedSpans"]))
    except Exception:
        return Outcome("taken")


def retry_after(header: str | None) -> float | None:
    """`Retry-After` (RFC 9110, 10.2.3), seconds or a date, in seconds from now; None if it is neither."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        from email.utils import parsedate_to_datetime

        return max(parsedate_to_datetime(text).timestamp() - wall_seconds(), 0.0)
    except (TypeError, ValueError, IndexError):
        return None
