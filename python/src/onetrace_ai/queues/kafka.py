"""Kafka, by three clients: headers are a list of pairs of a name and bytes."""

from __future__ import annotations

from typing import Any

from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import Span
from .messages import carrier_for, open_send

SENDS = frozenset(
    [
        "KafkaProducer.send",
        "AIOKafkaProducer.send",
        "AIOKafkaProducer.send_and_wait",
        "Producer.produce",
        "SerializingProducer.produce",
    ]
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return SendCall if name in SENDS else None


class SendCall(Pending):
    __slots__ = ()

    def begin(self) -> Span | None:
        topic = self.args[0] if self.args else self.kwargs.get("topic", "")
        return open_send("kafka", str(topic))

    def added_keywords(self) -> dict[str, Any]:
        given = self.kwargs.get("headers")
        if isinstance(given, dict):
            return {"headers": {**{k: v.encode() for k, v in carrier_for(self.span).items()}, **given}}
        names = {it[0] for it in given or ()}
        carrier = [(name, value.encode()) for name, value in carrier_for(self.span).items() if name not in names]
        return {"headers": [*(given or ()), *carrier]} if carrier else {}
