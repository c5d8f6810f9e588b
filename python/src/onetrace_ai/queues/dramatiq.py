"""Dramatiq: an official middleware of each broker that is built in sight; the carrier is one of a message's options."""

from __future__ import annotations

from typing import Any

from ..carrier import parse_carrier
from ..context import enter_span, leave_span
from ..errors import fail_span
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import Span
from ..tracer import end_span
from ..warn import swallow
from .messages import carrier_for, open_process, open_send

OPTION = "onetrace"
_sending: dict[str, Span] = {}
_running: dict[str, tuple[Span, Span | None]] = {}


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return BrokerBuild if isinstance(callee, type) and name.endswith("Broker") else None


class BrokerBuild(Pending):
    __slots__ = ()

    def finish(self, result: Any) -> Any:
        from dramatiq import Middleware

        middleware: Any = type("OnetraceMiddleware", (Told, Middleware), {})
        result.add_middleware(middleware())
        return result


class Told:
    """What the broker tells of; a message that is sent again, or later, stays who first sent it."""

    def before_enqueue(self, broker: Any, message: Any, delay: Any) -> None:
        if OPTION in message.options:
            return
        try:
            span = open_send("dramatiq", message.queue_name)
            carrier = carrier_for(span)
            if carrier:
                message.options[OPTION] = carrier
            if span is not None:
                span.set("messaging.message.id", message.message_id)
                _sending[message.message_id] = span
        except Exception as error:
            swallow(error)

    def after_enqueue(self, broker: Any, message: Any, delay: Any) -> None:
        span = _sending.pop(message.message_id, None)
        if span is not None:
            end_span(span)

    def before_process_message(self, broker: Any, message: Any) -> None:
        try:
            span = open_process("dramatiq", message.actor_name, parse_carrier(message.options.get(OPTION)))
            span.set("messaging.message.id", message.message_id)
            _running[message.message_id] = (span, enter_span(span))
        except Exception as error:
            swallow(error)

    def after_process_message(self, broker: Any, message: Any, *, result: Any = None, exception: Any = None) -> None:
        entry = _running.pop(message.message_id, None)
        if entry is None:
            return
        if isinstance(exception, BaseException):
            fail_span(entry[0], exception)
        leave_span(*entry)
        end_span(entry[0])

    def after_skip_message(self, broker: Any, message: Any) -> None:
        self.after_process_message(broker, message)
