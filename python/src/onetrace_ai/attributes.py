from __future__ import annotations

from typing import Any

from .span import Span

# Members that vendors' own propagators put into baggage: forwarded, but no attribute of a span.
VENDOR_INTERNAL = ("sentry-", "_dd.")


def resolved_attributes(span: Span) -> dict[str, Any]:
    """
    What a span is exported with: its own attributes, then what its scope carries (session, user, custom
    attributes, an upstream's members) under keys it has not set; of equal keys the last.
    """
    members = span.bag.members
    if not members:
        return span.attributes
    resolved = dict(span.attributes)
    for key, value, _ in reversed(members):
        if key not in resolved and not key.startswith(VENDOR_INTERNAL):
            resolved[key] = value
    return resolved
