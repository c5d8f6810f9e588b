"""From ended spans to receivers: a thread that starts with the first span, and anybody who flushes."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ..clock import now, sync_clock
from ..hold import release_aged
from ..warn import swallow
from .sender import Sender

if TYPE_CHECKING:
    from ..config import Config
    from ..span import Span

# More than this many spans do not wait for the thread's next turn.
ENOUGH = 1024
# The program must not outrun the encoder: above this many, whoever adds encodes.
MOST_FRESH = 20_000


class Codec(Protocol):
    content_type: str

    def encode(self, span: Span) -> bytes: ...

    def body(self, chunks: Sequence[bytes]) -> bytes: ...


class Pipeline:
    sdk = False

    def __init__(self, config: Config) -> None:
        self._config = config
        self._senders: list[Sender] | None = None
        self._fresh: deque[Span] = deque()
        self._encoding = threading.RLock()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._pid = 0
        self._stopped = False
        self.recorded = 0

    def add(self, spans: Sequence[Span]) -> None:
        self.recorded += len(spans)
        if self._stopped:
            return
        self._fresh.extend(spans)
        # uwsgi forks without telling: whose process this is, is asked every time.
        if self._pid != os.getpid():
            self._start()
        waiting = len(self._fresh)
        if waiting > MOST_FRESH:
            self._encode()
        elif waiting == len(spans) or waiting > ENOUGH:
            self._wake.set()

    def flush(self, timeout: float) -> int:
        """Sends all that has ended; returns how many spans are not settled after `timeout` seconds."""
        deadline = now() + timeout
        self._encode()
        for sender in self._open():
            sender.pump(deadline)
        return self.pending

    def close(self, timeout: float) -> int:
        """`flush`, and then nothing more is exported."""
        self.flush(timeout)
        self._stopped = True
        left = self.pending
        for sender in self._open():
            sender.shelter()
            sender.close()
        self._wake.set()
        return left

    @property
    def pending(self) -> int:
        return len(self._fresh) + sum(sender.pending for sender in self._senders or ())

    def after_fork(self) -> None:
        """In the child: what waits is the parent's to send, and its thread is not here."""
        self._fresh.clear()
        self._encoding, self._wake = threading.RLock(), threading.Event()
        self._thread, self._pid = None, 0
        self.recorded = 0
        for sender in self._senders or ():
            sender.after_fork()

    def stats(self) -> dict[str, Any]:
        senders = self._senders or []
        dropped: dict[str, int] = {}
        for sender in senders:
            for reason, count in sender.dropped.items():
                dropped[reason] = dropped.get(reason, 0) + count
        return {
            "recorded": self.recorded,
            "exported": sum(sender.exported for sender in senders),
            "dropped": dropped,
            "queued": self.pending,
            "queue_bytes": sum(sender.bytes for sender in senders),
            "spooled": sum(sender.spooled() for sender in senders),
            "last_error": next((it.last_error for it in senders if it.last_error), None),
        }

    def _open(self) -> list[Sender]:
        if self._senders is None:
            config = self._config
            self._senders = [
                Sender(it, _codec_for(it.protobuf, config), config.queue_bytes, config.spool)
                for it in config.destinations
            ]
        return self._senders

    def _start(self) -> None:
        if self._pid and self._thread is not None:
            self.after_fork()
        self._pid = os.getpid()
        try:
            self._thread = threading.Thread(target=self._run, name="onetrace-export", daemon=True)
            self._thread.start()
        except RuntimeError:  # the interpreter ends: what is left is sent by `watch_exit`
            self._thread = None

    def _encode(self) -> None:
        with self._encoding:
            senders = self._open()
            while self._fresh:
                try:
                    span = self._fresh.popleft()
                except IndexError:
                    return
                for sender in senders:
                    self._push(sender, span)

    def _push(self, sender: Sender, span: Span) -> None:
        try:
            sender.push(sender._codec.encode(span))
        except Exception as error:
            sender.drop("invalid", 1)
            swallow(error)

    def _run(self) -> None:
        pid = self._pid
        while not self._stopped and pid == self._pid:
            self._wake.wait(None if self._idle() else 5.0)
            self._wake.clear()
            # Others that end meanwhile leave with it.
            pause = min([self._config.delay, *([0.0] if len(self._fresh) > ENOUGH else [])])
            threading.Event().wait(pause)
            try:
                sync_clock()
                release_aged()
                self._encode()
                waits = [sender.wait_time() for sender in self._open() if not sender.pump()]
            except Exception as error:
                swallow(error)
                continue
            if waits and not self._wake.is_set():
                self._wake.wait(max(min(waits), 0.05))
                self._wake.set()

    def _idle(self) -> bool:
        from ..state import state

        return self.pending == 0 and not state.holding


def _codec_for(protobuf: bool, config: Config) -> Codec:
    if protobuf:
        from .otlp_protobuf import ProtobufCodec

        return ProtobufCodec(config.resource, config.limits)
    from .otlp_json import JsonCodec

    return JsonCodec(config.resource, config.limits)
