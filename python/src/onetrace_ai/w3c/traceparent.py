"""`traceparent`, W3C Trace Context Level 2, section 3.2."""

from __future__ import annotations

import re
from typing import NamedTuple

from .ows import trim_ows

KNOWN_FLAGS = 3
VERSION_00_LENGTH = 55
FIELDS = re.compile(r"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:\Z|-)")


class Traceparent(NamedTuple):
    trace_id: str
    """32 lower-case hex digits, not all zero."""
    parent_id: str
    """16 lower-case hex digits, not all zero."""
    flags: int
    """Bit 0 sampled, bit 1 random trace id; unknown bits are cleared."""


def parse_traceparent(text: str) -> Traceparent | None:
    """None where any field is invalid: the trace must restart, and `tracestate` with it."""
    value = trim_ows(text)
    match = FIELDS.match(value)
    if match is None:
        return None
    version, trace_id, parent_id, flags = match.groups()
    if version == "00" and len(value) != VERSION_00_LENGTH:
        return None
    return Traceparent(trace_id, parent_id, int(flags, 16) & KNOWN_FLAGS)


def format_traceparent(trace_id: str, parent_id: str, flags: int) -> str:
    """Always version 00, whatever version came in; unknown flag bits are sent as zero."""
    return f"00-{trace_id}-{parent_id}-0{flags & KNOWN_FLAGS}"
