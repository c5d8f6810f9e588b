"""Spans by the messaging conventions: `send x` PRODUCER, `process x` CONSUMER."""

from __future__ import annotations

from typing import Any

from ..carrier import carrier_of
from ..config import settings
from ..context import active_span
from ..identity import Remote
from ..span import CONSUMER, PRODUCER, Span
from ..tracer import start_incoming, start_span


def open_send(system: str, destination: str) -> Span | None:
    """None where nothing is recorded: the active span's carrier goes along all the same."""
    active = active_span()
    if not (settings().recording if active is None else active.trace.recording):
        return None
    span = start_span(f"send {destination}".strip(), PRODUCER)
    return span.set_all({"messaging.operation.name": "send", **_common("send", system, destination)})


def open_process(system: str, destination: str, remote: Remote | None) -> Span:
    span = start_incoming(f"process {destination}".strip(), CONSUMER, remote)
    return span.set_all({"messaging.operation.name": "process", **_common("process", system, destination)})


def _common(operation: str, system: str, destination: str) -> dict[str, Any]:
    return {
        "messaging.operation.type": operation,
        "messaging.system": system,
        "messaging.destination.name": destination or None,
    }


def carrier_for(span: Span | None) -> dict[str, str]:
    """The headers of a message; no empty ones."""
    at = span or active_span()
    if at is None or not (settings().recording or at.trace.remote_parent_id or at.bag.members):
        return {}
    return {name: value for name, value in carrier_of(at).items() if value}
