"""Trace and span ids: slices of one block of the kernel's random bytes, turned to hex once for many ids."""

from __future__ import annotations

import os

_POOL_BYTES = 2048
# One tuple of ready ids: `pop` of a list is atomic under every interpreter's lock.
_spans: list[str] = []


def new_span_id() -> str:
    """8 random bytes as 16 digits, not all zero (W3C Trace Context Level 2, 3.2.2.4)."""
    while True:
        try:
            digits = _spans.pop()
        except IndexError:
            _refill()
            continue
        if digits != "0000000000000000":
            return digits


def new_trace_id() -> str:
    """16 random bytes as 32 digits (3.2.2.3)."""
    return new_span_id() + new_span_id()


def forget_ids() -> None:
    """In a forked child: what is left of the pool is the parent's."""
    _spans.clear()


def jitter() -> float:
    """A uniform number in [0, 1). Not for ids."""
    return int.from_bytes(os.urandom(4), "big") / 2**32


def _refill() -> None:
    digits = os.urandom(_POOL_BYTES).hex()
    _spans.extend(digits[at : at + 16] for at in range(0, len(digits), 16))
