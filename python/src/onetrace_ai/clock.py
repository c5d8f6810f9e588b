"""The only file that asks the time. A moment is seconds of a clock that never goes back."""

from __future__ import annotations

import time

now = time.perf_counter
_offset = time.time() - time.perf_counter()
_synced = time.perf_counter()


def epoch_nanos(moment: float) -> int:
    """Nanoseconds since 1970 of a moment."""
    return int((_offset + moment) * 1e6) * 1000


def moment_of(nanos: int | None) -> float | None:
    """The moment of nanoseconds since 1970."""
    return None if nanos is None else nanos / 1e9 - _offset


def sync_clock() -> None:
    """The wall clock may have been set, or the machine asleep: looked at again now and then."""
    global _offset, _synced
    if now() - _synced > 60:
        _synced = now()
        drift = time.time() - time.perf_counter() - _offset
        if abs(drift) > 0.05:
            _offset += drift


def wall_seconds() -> float:
    return time.time()
