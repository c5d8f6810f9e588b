"""pika: the carrier goes into the message's properties; a consumer's callback takes it from there."""

from __future__ import annotations

from copy import copy
from functools import partial, wraps
from typing import Any

from ..carrier import parse_carrier
from ..context import enter_span, leave_span
from ..errors import fail_span
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import Span
from ..tracer import end_span
from .messages import carrier_for, open_process, open_send


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    verb = name.rpartition(".")[2]
    if verb == "basic_publish":
        return PublishCall
    return ConsumeCall if verb == "basic_consume" else None


class PublishCall(Pending):
    __slots__ = ("_early",)
    changes = True

    def __init__(self, site: str, callee: Any) -> None:
        super().__init__(site, callee)
        self._early: Any = None

    def begin(self) -> Span | None:
        given = {**dict(zip(("exchange", "routing_key"), self.args)), **self.kwargs}
        return open_send("rabbitmq", ":".join(filter(None, (given.get("exchange"), given.get("routing_key")))))

    def early_args(self) -> tuple[Any, ...]:
        """The fourth argument may be properties: a copy of them gets its headers when all is known."""
        if len(self.args) > 3:
            self._early = _copied(self.args[3])
            self.args = (*self.args[:3], self._early, *self.args[4:])
        return self.args

    def added_keywords(self) -> dict[str, Any]:
        carrier = carrier_for(self.span)
        properties = self._early
        if carrier and properties is None:
            properties = _copied(self.kwargs.get("properties"))
        if carrier:
            properties.headers = {**carrier, **(properties.headers or {})}
        return {"properties": properties} if carrier and self._early is None else {}


def _copied(own: Any) -> Any:
    from pika.spec import BasicProperties

    return BasicProperties() if own is None else copy(own)


class ConsumeCall(Pending):
    __slots__ = ()
    changes = True

    def early_args(self) -> tuple[Any, ...]:
        if len(self.args) > 1 and callable(self.args[1]):
            callback = self.args[1]
            self.args = (self.args[0], wraps(callback)(partial(_process, callback, self.args[0])), *self.args[2:])
        return self.args

    def added_keywords(self) -> dict[str, Any]:
        callback = self.kwargs.get("on_message_callback")
        queue = self.kwargs.get("queue", self.args[0] if self.args else "")
        return {} if callback is None else {"on_message_callback": wraps(callback)(partial(_process, callback, queue))}


def _process(callback: Any, queue: str, channel: Any, method: Any, properties: Any, body: Any) -> Any:
    """Each message in its own trace, and never in the one of whoever began to consume."""
    span = open_process("rabbitmq", queue, parse_carrier(getattr(properties, "headers", None) or {}))
    outer = enter_span(span)
    try:
        return callback(channel, method, properties, body)
    except BaseException as error:
        fail_span(span, error)
        raise
    finally:
        leave_span(span, outer)
        end_span(span)
