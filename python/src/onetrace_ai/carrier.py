"""
Carriers: `traceparent`, `tracestate` and `baggage` in whatever form travels. Reading never throws and never
half-applies: a carrier is understood as a whole, or there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from .identity import SAMPLED, Remote
from .spelling import spell_json
from .w3c.baggage import format_baggage, parse_baggage
from .w3c.traceparent import format_traceparent, parse_traceparent
from .w3c.tracestate import clean_tracestate

if TYPE_CHECKING:
    from .span import Span

T = TypeVar("T")
Fields = Callable[[str], Any]

# Longer text is no carrier: the three headers at their limits fill a sixth of it.
MAX_TEXT = 65_536
MAX_ENTRIES = 64
# message -> `properties` -> `headers` -> explicit carrier -> its JSON.
MAX_DEPTH = 4
EXPLICIT = ("x-trace-context", "tracecontext", "trace_context")
# Where requests, events and queue messages keep their headers; never their bodies.
CONTAINERS = (
    "headers",
    "multivalueheaders",
    "messageattributes",
    "message_attributes",
    "attributes",
    "applicationproperties",
    "application_properties",
    "properties",
    "metadata",
    "_meta",
    "meta",
)
# What a WSGI environment calls them.
WSGI_NAMES = frozenset(("HTTP_TRACEPARENT", "HTTP_BAGGAGE", "HTTP_X_TRACE_CONTEXT", "HTTP_TRACECONTEXT"))
OBJECT_TEXT = re.compile(r"\s*[{\"]")


def parse_carrier(given: object) -> Remote | None:
    """
    Reads a carrier from a JSON string, a bare `traceparent` or W3C baggage string, a mapping of headers (keys in
    any case; values text, lists, bytes or attributes of SQS and SNS), a list of pairs (ASGI, Kafka), a WSGI
    environment, or anything that holds such a thing the way requests, events and queue messages do.

    An explicit carrier (`X-Trace-Context`, `trace_context`) wins over a `traceparent` beside it. Where both name
    the same trace the `traceparent` is the parent, since the nearer hop wrote it.
    """
    try:
        return _read(given, 0)
    except Exception:
        return None


def carrier_of(span: Span) -> dict[str, str]:
    """The headers for a request made inside `span`; no key where there is nothing to send but `baggage`."""
    trace, bag = span.trace, span.bag
    trace.left = True
    if bag.text is None:
        bag.text = format_baggage(bag.members)
    carrier = {"traceparent": traceparent_of(span)}
    if trace.tracestate:
        carrier["tracestate"] = trace.tracestate
    carrier["baggage"] = bag.text
    return carrier


def carrier_text(span: Span) -> str:
    """A carrier as JSON text, the same bytes as in TypeScript."""
    return spell_json(carrier_of(span))


def traceparent_of(span: Span) -> str:
    """A sampled trace that this process does not record goes on from where it came: our span would be a hole."""
    trace = span.trace
    unseen = not trace.recording and trace.flags & SAMPLED != 0
    parent = (unseen and trace.remote_parent_id) or span.span_id
    return format_traceparent(trace.trace_id, parent, trace.flags)


def _read(given: object, depth: int) -> Remote | None:
    if depth > MAX_DEPTH or given is None:
        return None
    if isinstance(given, (str, bytes, bytearray)):
        return _read_text(_text(given), depth)
    if isinstance(given, (list, tuple)) and not hasattr(given, "_fields"):  # a named tuple is a record
        pairs = _pairs(given)
        return _read(pairs, depth + 1) if pairs else _read_text(_text(given), depth)
    if isinstance(given, Mapping) and "wsgi.version" in given and not (WSGI_NAMES & given.keys()):
        return None
    fields = _fields_of(given)
    explicit = _first(EXPLICIT, lambda name: _read_explicit(fields(name), depth))
    found = _combine(explicit, _read_headers(fields))
    return found or _first(CONTAINERS, lambda name: _read_container(fields(name), depth))


def _read_text(text: str, depth: int) -> Remote | None:
    if len(text) > MAX_TEXT or text == "":
        return None
    if OBJECT_TEXT.match(text):  # a quote: JSON text that was made JSON once more
        import json

        return _read(json.loads(text), depth + 1)
    return _read_headers({"traceparent": text}.get) or _read_headers({"baggage": text}.get)


def _read_headers(fields: Fields) -> Remote | None:
    parent = parse_traceparent(_text(fields("traceparent")))
    members = tuple(parse_baggage(_text(fields("baggage"))))
    if parent is not None:
        return Remote(*parent, clean_tracestate(_text(fields("tracestate"))), members)
    return Remote("", "", 0, "", members) if members else None


def _read_explicit(value: object, depth: int) -> Remote | None:
    text = _text(value)
    if text == "":
        return _read_container(value, depth)
    try:
        return _read_text(text, depth)
    except ValueError:
        return None  # broken JSON here leaves the `traceparent` beside it


def _read_container(value: object, depth: int) -> Remote | None:
    if value is None or isinstance(value, (str, bytes, bytearray, int, float)) or callable(value):
        return None
    return _read(value, depth + 1)


def _combine(explicit: Remote | None, header: Remote | None) -> Remote | None:
    if explicit is None or header is None:
        return explicit or header
    trace = header if explicit.trace_id in ("", header.trace_id) else explicit
    keys = {key for key, _, _ in explicit.members}
    others = (it for it in header.members if it[0] not in keys)
    return trace._replace(members=(*explicit.members, *others))


def _pairs(given: Iterable[Any]) -> dict[str, Any] | None:
    """ASGI's and Kafka's lists of (name, value); equal names are joined later, as HTTP joins them."""
    pairs: dict[str, list[Any]] = {}
    for entry in given:
        if not (isinstance(entry, (list, tuple)) and len(entry) == 2 and isinstance(entry[0], (str, bytes))):
            return None
        name = entry[0].decode("latin-1") if isinstance(entry[0], bytes) else entry[0]
        pairs.setdefault(name.lower(), []).append(entry[1])
    return {name: values[0] if len(values) == 1 else values for name, values in pairs.items()}


def _fields_of(record: Any) -> Fields:
    if isinstance(record, Mapping):
        return _mapping_fields(record)
    if type(record).__module__ in ("cimpl", "confluent_kafka.cimpl"):  # its fields are methods
        return lambda name: record.headers() if name == "headers" else None
    return lambda name: getattr(record, name, None)


def _mapping_fields(record: Mapping[Any, Any]) -> Fields:
    if "wsgi.version" in record:
        return lambda name: record.get(f"HTTP_{name.upper().replace('-', '_')}")
    several = getattr(record, "getlist", None) or getattr(record, "getall", None)
    if callable(several):  # multi-value headers of Werkzeug, Starlette, aiohttp: two `traceparent` are none
        return lambda name: list(several(name)) if name in record else None
    spelled = {str(_decoded(key)).lower(): key for key in record if _decoded(key) not in (None, "")}
    return lambda name: record.get(name) if name in record else record.get(spelled.get(name, name))


def _decoded(key: object) -> object:
    return key.decode("latin-1") if isinstance(key, bytes) else key


def _text(value: Any) -> str:
    """A header's value as text, several joined as HTTP joins them (two `traceparent` are none); else ''."""
    if isinstance(value, str):
        return "" if len(value) > MAX_TEXT else value
    if isinstance(value, (bytes, bytearray)):
        return _text(bytes(value[: MAX_TEXT + 1]).decode(errors="replace"))
    if isinstance(value, (list, tuple)):
        return _text(",".join(_text(it) for it in value[:MAX_ENTRIES]))
    if not isinstance(value, Mapping):
        return ""
    for name in ("stringValue", "StringValue", "Value" if isinstance(value.get("Type"), str) else "StringValue"):
        if value.get(name) is not None:
            return _text(value[name])
    return ""


def _first(names: Iterable[str], look: Callable[[str], T | None]) -> T | None:
    for name in names:
        found = look(name)
        if found is not None:
            return found
    return None
