"""OTLP/HTTP protobuf (opentelemetry/proto/trace/v1/trace.proto), written by hand: a few fields of a few messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from struct import pack
from typing import Any

from ..attributes import resolved_attributes
from ..clock import epoch_nanos
from ..span import Link, Span
from .destination import Limits
from .otlp import SCHEMA_URL, SCOPE_NAME, SCOPE_VERSION, span_flags, trim_text


class ProtobufCodec:
    content_type = "application/x-protobuf"

    def __init__(self, resource: Mapping[str, Any], limits: Limits) -> None:
        self._limits = limits
        self._resource = field(1, self._attributes(1, resource))
        scope = text_field(1, SCOPE_NAME) + text_field(2, SCOPE_VERSION)
        self._scope = field(1, scope)
        self._schema = text_field(3, SCHEMA_URL)

    def body(self, chunks: Sequence[bytes]) -> bytes:
        spans = self._scope + b"".join(chunks) + self._schema
        return field(1, self._resource + field(2, spans) + self._schema)

    def encode(self, span: Span) -> bytes:
        trace, most = span.trace, self._limits.value_length
        return field(
            2,
            field(1, bytes.fromhex(trace.trace_id))
            + field(2, bytes.fromhex(span.span_id))
            + (text_field(3, trace.tracestate) if trace.tracestate else b"")
            + (field(4, bytes.fromhex(span.parent_span_id)) if span.parent_span_id else b"")
            + text_field(5, trim_text(str(span.name), most))
            + number(6, span.kind)
            + b"\x39"
            + pack("<Q", epoch_nanos(span.start))
            + b"\x41"
            + pack("<Q", epoch_nanos(span.end))
            + self._attributes(9, resolved_attributes(span), 10)
            + b"".join(field(11, self._event(it)) for it in (span.events or ())[: self._limits.events])
            + b"".join(field(13, self._link(it)) for it in (span.links or ())[: self._limits.links])
            + (field(15, text_field(2, trim_text(span.status_message, most)) + number(3, span.status))
               if span.status else b"")
            + b"\x85\x01"
            + pack("<I", span_flags(span)),
        )  # fmt: skip

    def _event(self, event: tuple[str, float, Mapping[str, Any]]) -> bytes:
        name, time, attributes = event
        return b"\x09" + pack("<Q", epoch_nanos(time)) + text_field(2, name) + self._attributes(3, attributes)

    def _link(self, link: Link) -> bytes:
        ids = field(1, bytes.fromhex(link.trace_id)) + field(2, bytes.fromhex(link.span_id))
        tail = self._attributes(4, link.attributes or {}) + b"\x35" + pack("<I", link.flags)
        return ids + text_field(3, link.tracestate) + tail

    def _attributes(self, at: int, attributes: Mapping[str, Any], counter: int | None = None) -> bytes:
        kept = list(attributes.items())
        excess = len(kept) - self._limits.attributes
        written = b"".join(self._pair(at, key, value) for key, value in kept[: self._limits.attributes])
        return written + (number(counter, excess) if counter is not None and excess > 0 else b"")

    def _pair(self, at: int, key: str, value: Any) -> bytes:
        try:
            any_value = self._value(value)
        except Exception:
            return b""
        return b"" if any_value is None else field(at, text_field(1, str(key)) + field(2, any_value))

    def _value(self, value: Any) -> bytes | None:
        if isinstance(value, str):
            return text_field(1, trim_text(value, self._limits.value_length))
        if isinstance(value, bool):
            return number(2, int(value))
        if isinstance(value, int):
            if -(2**63) <= value < 2**63:
                return number(3, value & (2**64 - 1))
            return text_field(1, str(value))
        if isinstance(value, float):
            return b"\x21" + pack("<d", value)
        if isinstance(value, (bytes, bytearray)):
            return field(7, bytes(value[: self._limits.value_length]))
        if isinstance(value, Mapping):
            return field(6, b"".join(self._pair(1, key, it) for key, it in value.items()))
        if isinstance(value, (list, tuple, set, frozenset)):
            return field(5, b"".join(field(1, self._value(it) or b"") for it in value))
        return None


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(at: int, content: bytes) -> bytes:
    """A length-delimited one."""
    return varint(at << 3 | 2) + varint(len(content)) + content


def text_field(at: int, text: str) -> bytes:
    return field(at, text.encode("utf-8", "replace"))


def number(at: int, value: int) -> bytes:
    return varint(at << 3) + varint(value)
