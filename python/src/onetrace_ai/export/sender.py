"""Spans that wait for one receiver: encoded, sent until acknowledged, bounded in bytes."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from ..clock import now
from ..ids import jitter
from ..warn import tell_stderr
from .destination import Destination
from .outcome import Outcome
from .spool import Spool
from .transport import Transport

if TYPE_CHECKING:
    from .pipeline import Codec

BATCH_BYTES = 1024 * 1024
BATCH_SPANS = 2048
LONGEST_BACKOFF = 5.0
LONGEST_WAIT = 300.0


class Sender:
    def __init__(self, destination: Destination, codec: Codec, queue_bytes: int, spool: str | None) -> None:
        self.destination = destination
        self._codec = codec
        self._transport = Transport(destination)
        self._spool = Spool(spool, destination) if spool else None
        self._queue: deque[bytes] = deque()
        self._lock = threading.RLock()  # of the queue
        self._sending = threading.RLock()  # one at a time
        self._queue_bytes = queue_bytes
        self._not_before = 0.0
        self._failures = 0
        self._quiet_until = 0.0
        self.bytes = 0
        self.exported = 0
        self.in_flight = 0
        self.dropped: dict[str, int] = {}
        self.last_error: str | None = None

    def push(self, chunk: bytes) -> None:
        with self._lock:
            self._queue.append(chunk)
            self.bytes += len(chunk)
            full = self.bytes > self._queue_bytes
        if full:
            self._make_room()

    @property
    def pending(self) -> int:
        return len(self._queue) + self.in_flight

    def wait_time(self) -> float:
        """Seconds until something may be sent again."""
        return max(self._not_before - now(), 0.0)

    def pump(self, deadline: float | None = None) -> bool:
        """
        Sends what waits, until it is all settled (True) or the receiver is not to be asked for now. With a
        deadline it waits out pauses until then, and gives up early where nobody listens at all.
        """
        refused = 0
        with self._sending:
            while self._queue:
                pause = self.wait_time()
                if pause > 0:
                    if deadline is None or now() + pause > deadline:
                        return False
                    threading.Event().wait(pause)
                if deadline is not None and now() >= deadline:
                    return False
                if not self._ship(deadline):
                    refused += "refused" in (self.last_error or "")
                    if deadline is None or refused >= 3 or self.destination.optional:
                        return False
            if self._spool is not None and self._failures == 0:
                self._spool.drain(self._deliver_spooled)
            return True

    def shelter(self) -> None:
        """The end of the process: what is left goes into the spool, or is told."""
        batch = self._take(None)
        if not batch:
            return
        if self._spool is not None and self._spool.keep(self._codec.body(batch), self._codec.content_type):
            return
        self.drop("shutdown", len(batch))
        if not self.destination.optional:
            error = self.last_error or "it does not answer"
            tell_stderr(f"{len(batch)} spans were not delivered to {self._transport.name}: {error}")

    def spooled(self) -> int:
        return self._spool.count() if self._spool is not None else 0

    def after_fork(self) -> None:
        self._lock, self._sending = threading.RLock(), threading.RLock()
        self._queue.clear()
        self.bytes = self.in_flight = 0
        self._transport = Transport(self.destination)

    def close(self) -> None:
        with self._sending:
            self._transport.close()

    def drop(self, reason: str, spans: int) -> None:
        self.dropped[reason] = self.dropped.get(reason, 0) + spans

    def _take(self, most: int | None) -> list[bytes]:
        """The oldest, at most `most` bytes of them, but at least one where any waits."""
        batch: list[bytes] = []
        size = 0
        with self._lock:
            while self._queue and (most is None or len(batch) < BATCH_SPANS):
                size += len(self._queue[0])
                if most is not None and batch and size > most:
                    break
                batch.append(self._queue.popleft())
            self.bytes -= sum(map(len, batch))
        return batch

    def _put_back(self, batch: list[bytes]) -> None:
        with self._lock:
            self._queue.extendleft(reversed(batch))
            self.bytes += sum(map(len, batch))

    def _ship(self, deadline: float | None) -> bool:
        batch = self._take(BATCH_BYTES)
        self.in_flight = len(batch)
        timeout = self.destination.timeout
        if deadline is not None:
            timeout = max(min(timeout, deadline - now()), 0.05)
        try:
            outcome = self._transport.post(self._codec.body(batch), self._codec.content_type, timeout)
            return self._judge(batch, outcome)
        finally:
            self.in_flight = 0

    def _judge(self, batch: list[bytes], outcome: Outcome) -> bool:
        if outcome.kind == "taken":
            self._failures, self._not_before = 0, 0.0
            self.exported += len(batch) - outcome.rejected
            if outcome.rejected:
                self._lose("rejected", outcome.rejected, outcome.error)
            return True
        if outcome.kind == "too_large":
            self._split(batch, outcome.error)
            return True
        if outcome.kind == "refused":
            self._lose(outcome.reason, len(batch), outcome.error)
            return True
        self._put_back(batch)
        self._failures += 1
        self.last_error = outcome.error
        backoff = min(0.25 * 2 ** min(self._failures - 1, 10), LONGEST_BACKOFF) * (0.5 + jitter() / 2)
        after = outcome.after if outcome.after is not None and outcome.after >= 0 else backoff
        self._not_before = now() + min(after, LONGEST_WAIT)
        return False

    def _split(self, batch: list[bytes], error: str) -> None:
        """One at a time from the half that is in front; a single one that is too large is lost."""
        if len(batch) == 1:
            return self._lose("too_large", 1, error)
        middle = len(batch) // 2
        for half in (batch[:middle], batch[middle:]):
            self._judge(half, self._transport.post(
                self._codec.body(half), self._codec.content_type, self.destination.timeout))  # fmt: skip

    def _lose(self, reason: str, spans: int, error: str) -> None:
        self.drop(reason, spans)
        self.last_error = error
        self._tell(f"{spans} spans are lost ({reason}) at {self._transport.name}: {error}")

    def _make_room(self) -> None:
        """Of the oldest, a batch at a time: into the spool where there is one, else lost, counted and told."""
        batch = self._take(max(self._queue_bytes // 8, 1))
        if self._spool is not None and self._spool.keep(self._codec.body(batch), self._codec.content_type):
            return
        self.drop("queue_full", len(batch))
        self._tell(f"spans are dropped: too many wait for {self._transport.name}: {self.last_error or 'slow'}")

    def _deliver_spooled(self, body: bytes, content_type: str) -> bool:
        outcome = self._transport.post(body, content_type, self.destination.timeout)
        return outcome.kind in ("taken", "refused", "too_large")

    def _tell(self, text: str) -> None:
        """At most once a minute."""
        if now() >= self._quiet_until:
            self._quiet_until = now() + 60
            tell_stderr(text)
