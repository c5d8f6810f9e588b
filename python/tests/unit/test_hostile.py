"""What no stranger can do: raise, get anything but valid headers out, or half-apply."""

from __future__ import annotations

import os
import random
import re

from onetrace_ai.carrier import carrier_of, parse_carrier
from onetrace_ai.tracer import end_span, start_root

# A million is what the bench asks for; this many run in every test.
COUNT = int(os.environ.get("HOSTILE", "30000"))
TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[0-3]\Z")
TRACESTATE = re.compile(r"[\x20-\x7e]{0,512}\Z")
BAGGAGE = re.compile(r"[\x21-\x7e]*\Z")
PIECES = [
    "00", "ff", "01", "-", "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "0" * 32, "0" * 16, "٠١٢٣", "Ａ",
    "traceparent", "tracestate", "baggage", "X-Trace-Context", "__proto__", "=", ",", ";", " ", "\t", "\r\n", "\0",
    "%", "%F0%9F", "%zz", "a" * 300, "{", "}", '"', "[", "]", ":", "\\u0000", "\ud800", "😀", "session.id", "é", "k1",
    "\u2028", "1e999", "null", "true", "é" * 64, "k=v", "a@b", "01",
]  # fmt: skip
GOOD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def piece(r: random.Random) -> str:
    return GOOD if r.random() < 0.1 else "".join(r.choice(PIECES) for _ in range(r.randrange(1, 9)))


def value(r: random.Random, depth: int = 0):
    roll = r.randrange(10)
    if roll < 5 or depth > 4:
        return piece(r)
    if roll == 5:
        return piece(r).encode("utf-8", "surrogatepass")
    if roll == 6:
        return [value(r, depth + 1) for _ in range(r.randrange(4))]
    if roll == 7:
        return r.choice([None, 1, 1.5, True, object(), int, float("nan"), (), Odd()])
    return {r.choice(PIECES): value(r, depth + 1) for _ in range(r.randrange(5))}


class Odd:
    """Raises whatever it is asked."""

    def __getattr__(self, name):
        raise RuntimeError(name)


def test_hostile_carriers(traced):
    r = random.Random(20261127)
    for _ in range(COUNT):
        remote = parse_carrier(value(r))
        if remote is None:
            continue
        span = start_root("x", 1, remote)
        sent = carrier_of(span)
        assert TRACEPARENT.match(sent["traceparent"]), sent
        assert TRACESTATE.match(sent.get("tracestate", "")), sent
        assert BAGGAGE.match(sent["baggage"]) and len(sent["baggage"]) <= 8192, sent
        span.trace.recording = False
        end_span(span)


def test_time_is_linear():
    import time

    for text in ("a=1," * 100_000, "00-" + "a" * 1_000_000, "{" * 60_000, " " * 1_000_000, "%25" * 300_000):
        begin = time.process_time()
        parse_carrier({"baggage": text, "tracestate": text, "traceparent": text})
        parse_carrier(text)
        assert time.process_time() - begin < 1.0
