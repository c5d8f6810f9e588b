"""What every OTLP encoding says alike."""

from __future__ import annotations

from ..span import Span

SCOPE_NAME = "onetrace"
SCOPE_VERSION = "0.1.0"
# The semantic conventions' version that attribute names follow.
SCHEMA_URL = "https://opentelemetry.io/schemas/1.44.0"

HAS_IS_REMOTE = 0x100
IS_REMOTE = 0x200


def span_flags(span: Span) -> int:
    """OTLP `Span.flags`: the W3C trace flags, and whether the parent is in another process."""
    remote = IS_REMOTE if span.parent is None and span.trace.remote_parent_id else 0
    return span.trace.flags & 0xFF | HAS_IS_REMOTE | remote


def trim_text(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length]
