"""
OTLP/HTTP JSON (opentelemetry-proto, docs/specification.md, "JSON Protobuf Encoding"): hexadecimal ids, enums as
integers, lowerCamelCase keys, 64-bit integers as decimal text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring as quote
from typing import Any

from ..attributes import resolved_attributes
from ..clock import epoch_nanos
from ..span import Link, Span
from ..spelling import spell_number
from .destination import Limits
from .otlp import SCHEMA_URL, SCOPE_NAME, SCOPE_VERSION, span_flags, trim_text

CONTENT_TYPE = "application/json"


class JsonCodec:
    content_type = CONTENT_TYPE

    def __init__(self, resource: Mapping[str, Any], limits: Limits) -> None:
        self._limits = limits
        schema = f'"schemaUrl":{quote(SCHEMA_URL)}'
        scope = f'{{"name":{quote(SCOPE_NAME)},"version":{quote(SCOPE_VERSION)}}}'
        self._head = _bytes(
            f'{{"resourceSpans":[{{"resource":{{"attributes":[{self._pairs(resource.items())}]}},{schema},'
            f'"scopeSpans":[{{"scope":{scope},{schema},"spans":['
        )

    def body(self, chunks: Sequence[bytes]) -> bytes:
        return self._head + b",".join(chunks) + b"]}]}]}"

    def encode(self, span: Span) -> bytes:
        trace, most = span.trace, self._limits.value_length
        parts = [f'{{"traceId":"{trace.trace_id}","spanId":"{span.span_id}"']
        parent = span.parent_span_id
        if parent:
            parts.append(f',"parentSpanId":"{parent}"')
        if trace.tracestate:
            parts.append(f',"traceState":{quote(trace.tracestate)}')
        parts.append(
            f',"flags":{span_flags(span)},"name":{quote(trim_text(str(span.name), most))},"kind":{span.kind}'
            f',"startTimeUnixNano":"{epoch_nanos(span.start)}","endTimeUnixNano":"{epoch_nanos(span.end)}"'
        )
        parts.append(self._attributes(resolved_attributes(span)))
        if span.events:
            parts.append(self._list("events", [self._event(it) for it in span.events], self._limits.events))
        if span.links:
            parts.append(self._list("links", [self._link(it) for it in span.links], self._limits.links))
        if span.status:
            message = quote(trim_text(span.status_message, most))
            parts.append(f',"status":{{"code":{span.status},"message":{message}}}')
        parts.append("}")
        return _bytes("".join(parts))

    def _event(self, event: tuple[str, float, Mapping[str, Any]]) -> str:
        name, time, attributes = event
        return f'{{"timeUnixNano":"{epoch_nanos(time)}","name":{quote(name)}{self._attributes(attributes)}}}'

    def _link(self, link: Link) -> str:
        return (
            f'{{"traceId":"{link.trace_id}","spanId":"{link.span_id}","flags":{link.flags}'
            f',"traceState":{quote(link.tracestate)}{self._attributes(link.attributes or {})}}}'
        )

    def _list(self, key: str, items: Sequence[str], most: int) -> str:
        dropped = f',"dropped{key.capitalize()}Count":{len(items) - most}' if len(items) > most else ""
        return f',"{key}":[{",".join(items[:most])}]{dropped}'

    def _attributes(self, attributes: Mapping[str, Any]) -> str:
        excess = len(attributes) - self._limits.attributes
        if excess <= 0:
            return f',"attributes":[{self._pairs(attributes.items())}]'
        kept = list(attributes.items())[: self._limits.attributes]
        return f',"attributes":[{self._pairs(kept)}],"droppedAttributesCount":{excess}'

    def _pairs(self, pairs: Iterable[tuple[str, Any]]) -> str:
        """An attribute that raises when it is read, or contains itself, costs itself alone."""
        written = []
        for key, value in pairs:
            try:
                spelled = self._value(value)
            except Exception:
                continue
            if spelled is not None:
                written.append(f'{{"key":{quote(str(key))},"value":{spelled}}}')
        return ",".join(written)

    def _value(self, value: Any) -> str | None:
        """None where OTLP has no such value."""
        kind = type(value)
        if kind is str or isinstance(value, str):
            return f'{{"stringValue":{quote(trim_text(value, self._limits.value_length))}}}'
        if kind is bool:
            return '{"boolValue":true}' if value else '{"boolValue":false}'
        if isinstance(value, int):
            return f'{{"{"int" if -(2**63) <= value < 2**63 else "string"}Value":"{int(value)}"}}'
        if isinstance(value, float):
            return f'{{"doubleValue":{_double(value)}}}'
        if isinstance(value, (bytes, bytearray)):
            return f'{{"bytesValue":"{b64encode(value[: self._limits.value_length]).decode()}"}}'
        if isinstance(value, Mapping):
            return f'{{"kvlistValue":{{"values":[{self._pairs(value.items())}]}}}}'
        if isinstance(value, (list, tuple, set, frozenset)):
            values = (self._value(it) or "{}" for it in value)
            return f'{{"arrayValue":{{"values":[{",".join(values)}]}}}}'
        return None


def _double(value: float) -> str:
    text = spell_number(value)
    return text if text[-1].isdigit() else f'"{text}"'


def _bytes(text: str) -> bytes:
    """A lone surrogate has no UTF-8; escaped, it is JSON all the same."""
    return text.encode("utf-8", "backslashreplace")
