from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .clock import now

if TYPE_CHECKING:
    from .identity import AttributeValue, Bag, Trace

# OTLP `SpanKind` numbers.
INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER = 1, 2, 3, 4, 5
KINDS = {"internal": INTERNAL, "server": SERVER, "client": CLIENT, "producer": PRODUCER, "consumer": CONSUMER}

# OTLP `StatusCode` numbers.
STATUS_UNSET, STATUS_OK, STATUS_ERROR = 0, 1, 2


class Link(NamedTuple):
    trace_id: str
    span_id: str
    flags: int
    tracestate: str
    attributes: Mapping[str, Any] | None = None


class Span:
    """One span. Its attributes are a dictionary: the last of two equal keys wins."""

    __slots__ = (
        "attributes",
        "bag",
        "end",
        "events",
        "kind",
        "links",
        "name",
        "opaque",
        "parent",
        "span_id",
        "start",
        "status",
        "status_message",
        "trace",
    )

    def __init__(self, name: str, kind: int, trace: Trace, bag: Bag, parent: Span | None, span_id: str) -> None:
        self.name = name
        self.kind = kind
        self.trace = trace
        self.bag = bag
        self.parent = parent  # None: a local root, whose parent is `trace.remote_parent_id`
        self.span_id = span_id  # 16 lower-case hex digits
        self.start = now()
        self.end = 0.0  # 0 while it runs
        self.status = STATUS_UNSET
        self.status_message = ""
        self.attributes: dict[str, AttributeValue] = {}
        self.links: list[Link] | None = None
        self.events: list[tuple[str, float, Mapping[str, Any]]] | None = None
        self.opaque = False  # a call to a model: what is called inside of it is its client's own business

    @property
    def recording(self) -> bool:
        """False: nothing of it will be exported, and what is set on it is not kept."""
        return self.trace.recording and self.end == 0.0

    @property
    def parent_span_id(self) -> str:
        return self.trace.remote_parent_id if self.parent is None else self.parent.span_id

    def set(self, key: str, value: AttributeValue) -> Span:
        if value is not None and self.trace.recording and self.end == 0.0:
            self.attributes[key] = value
        return self

    def set_all(self, attributes: Mapping[str, AttributeValue]) -> Span:
        for key, value in attributes.items():
            self.set(key, value)
        return self

    def add_link(self, link: Link) -> Span:
        if self.recording:
            self.links = [*(self.links or ()), link]
        return self

    def add_event(self, name: str, attributes: Mapping[str, Any], moment: float | None = None) -> Span:
        if self.recording:
            self.events = [*(self.events or ()), (name, moment or now(), attributes)]
        return self

    def fail(self, type: str, message: str) -> Span:
        """
        Marks it as failed. `type` is the semantic convention's `error.type`; the status description is the
        message and never repeats the type (recording-errors.md).
        """
        if self.recording:
            self.status = STATUS_ERROR
            self.status_message = message
            self.attributes["error.type"] = type
        return self
