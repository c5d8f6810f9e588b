"""aio-pika: the carrier goes into the headers of a copy of the message."""

from __future__ import annotations

from copy import copy
from typing import Any

from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import Span
from .messages import carrier_for, open_send


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return PublishCall if name.endswith("Exchange.publish") else None


class PublishCall(Pending):
    __slots__ = ("_early",)
    changes = True

    def __init__(self, site: str, callee: Any) -> None:
        super().__init__(site, callee)
        self._early: Any = None

    def early_args(self) -> tuple[Any, ...]:
        """The message is the first argument: a copy of it gets its headers when all is known."""
        if self.args and isinstance(getattr(self.args[0], "headers", None), dict):
            self._early = copy(self.args[0])
            self._early.headers = dict(self._early.headers)
            self.args = (self._early, *self.args[1:])
        return self.args

    def begin(self) -> Span | None:
        routing = self.args[1] if len(self.args) > 1 else self.kwargs.get("routing_key", "")
        exchange = str(getattr(self.callee.__self__, "name", ""))
        return open_send("rabbitmq", ":".join(filter(None, (exchange, str(routing)))))

    def added_keywords(self) -> dict[str, Any]:
        carrier = carrier_for(self.span)
        given = self.kwargs.get("message")
        if self._early is not None:
            for name, value in carrier.items():
                self._early.headers.setdefault(name, value)
        elif carrier and isinstance(getattr(given, "headers", None), dict):
            message: Any = copy(given)
            message.headers = {**carrier, **message.headers}
            return {"message": message}
        return {}
