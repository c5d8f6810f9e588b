"""SQS and SNS: message attributes, of which a message has at most ten."""

from __future__ import annotations

from typing import Any

from ..config import settings
from ..sites.known import Opener
from ..sites.pending import Pending
from ..span import Span
from .messages import carrier_for, open_send

MOST_ATTRIBUTES = 10
CARRIER = ("traceparent", "tracestate", "baggage")
SENDS = {"sqs": ("send_message", "send_message_batch"), "sns": ("publish", "publish_batch")}


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    if module != "botocore.client":
        return None
    return ReceiveCall if callee.__name__ == "receive_message" else SendCall


class SendCall(Pending):
    __slots__ = ()

    def begin(self) -> Span | None:
        if not self._sends():
            return None
        address = str(self.kwargs.get("QueueUrl") or self.kwargs.get("TopicArn") or "")
        return open_send(
            "aws_sqs" if "QueueUrl" in self.kwargs else "aws_sns", address.replace(":", "/").rpartition("/")[2]
        )

    def _sends(self) -> bool:
        meta = getattr(getattr(self.callee, "__self__", None), "meta", None)
        service = getattr(getattr(meta, "service_model", None), "service_name", "")
        return self.callee.__name__ in SENDS.get(service, ())

    def added_keywords(self) -> dict[str, Any]:
        carrier = carrier_for(self.span) if self._sends() else {}
        if not carrier:
            return {}
        for key in ("Entries", "PublishBatchRequestEntries"):
            if key in self.kwargs:
                return {key: [_with_attributes(it, carrier) for it in self.kwargs[key]]}
        attributes = _with_attributes(self.kwargs, carrier).get("MessageAttributes")
        return {"MessageAttributes": attributes} if attributes else {}


class ReceiveCall(Pending):
    """A queue gives only the attributes that are asked for."""

    __slots__ = ()

    def added_keywords(self) -> dict[str, Any]:
        names = list(self.kwargs.get("MessageAttributeNames") or ())
        if not settings().recording or {"All", ".*"} & set(names) or "QueueUrl" not in self.kwargs:
            return {}
        return {"MessageAttributeNames": [*names, *(it for it in CARRIER if it not in names)]}


def _with_attributes(entry: dict[str, Any], carrier: dict[str, str]) -> dict[str, Any]:
    own = entry.get("MessageAttributes") or {}
    added = {name: {"DataType": "String", "StringValue": value} for name, value in carrier.items()}
    if len(own) + len(added) > MOST_ATTRIBUTES or own.keys() & added.keys():
        return entry
    return {**entry, "MessageAttributes": {**added, **own}}
