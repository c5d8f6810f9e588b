"""What is one per process. Made anew, as far as it belongs to the parent, in a forked child."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from .config import Config
    from .export.pipeline import Pipeline
    from .identity import Remote, Trace
    from .otel.bridge import Bridge
    from .otel.sdk import SdkPipeline
    from .span import Span


class State:
    def __init__(self) -> None:
        self.config: Config | None = None
        self.pipeline: Pipeline | SdkPipeline | None = None
        self.bridge: Bridge | None = None  # to OpenTelemetry
        self.initialized = False
        self.warned: set[str] = set()
        self.internal_errors = 0
        self.lock = threading.Lock()  # of `holding` and the held bytes
        self.holding: dict[Trace, None] = {}
        self.held_bytes = 0
        self.running: dict[Span, None] = {}  # recorded spans that have not ended, oldest first
        self.open_calls: dict[Any, None] = {}  # calls of models, which know more than their spans
        self.born_in = os.getpid()
        self.urgent = False  # a process that ends without a word: each trace is sent as it ends
        # Frameworks that know what of theirs runs here, below the active span.
        self.inner: list[Callable[[Span | None], Span | None]] = []
        # Where no span is active: queues whose running job knows a carrier.
        self.ambient: list[Callable[[], Remote | None]] = []


state = State()


def forget_parent() -> None:
    """In a forked child. Spans that run go on there as they were, what waits is the parent's to send."""
    state.lock = threading.Lock()
    state.holding = {}
    state.held_bytes = 0
    state.running = {}
    state.open_calls = {}
