"""
The only file that reads `os.environ`: options given to `Observe.init` win over OpenTelemetry's standard
environment variables, read at the first use.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .export.destination import Destination, Limits
from .receiver import destinations_of, limits_of, resource_of
from .state import state
from .warn import warn_once

if TYPE_CHECKING:
    from .identity import Trace

OPTIONS = frozenset(
    [
        "public_key",
        "secret_key",
        "endpoint",
        "headers",
        "protocol",
        "spool",
        "service_name",
        "environment",
        "resource",
        "sample_rate",
        "respect_upstream",
        "keep",
        "propagate_to",
        "capture_content",
        "redact",
        "prices",
        "otel",
        "enabled",
        "export",
        "incoming",
    ]
)
CAPTURES = ("true", "1", "span_only", "span_and_event")


class Config:
    """The configuration in force."""

    __slots__ = (
        "capture_content",
        "delay",
        "destinations",
        "incoming",
        "keep",
        "limits",
        "otel",
        "parent_based",
        "prices",
        "propagate_to",
        "queue_bytes",
        "ratio",
        "recording",
        "redact",
        "resource",
        "sampler",
        "spool",
    )

    def __init__(self, given: Mapping[str, Any] | None) -> None:
        options = given or {}
        enabled = options.get("enabled", (env("OTEL_SDK_DISABLED") or "").lower() != "true")
        exporters = env("OTEL_TRACES_EXPORTER")
        otlp = exporters is None or "otlp" in exporters.split(",")
        self.destinations: list[Destination] = destinations_of(options, env, given is not None) if otlp else []
        # False: carriers still pass through every hop, nothing is recorded.
        self.recording: bool = bool(enabled) and bool(self.destinations)
        name = env("OTEL_TRACES_SAMPLER") or "parentbased_always_on"
        self.ratio = _ratio(options.get("sample_rate", _ratio_named(name)))
        self.parent_based: bool = options.get("respect_upstream", name.startswith("parentbased_"))
        self.keep: Mapping[str, Any] | Callable[..., object] | None = options.get("keep")
        self.propagate_to: Any = options.get("propagate_to")
        # 'trust' | 'ids' | 'link': what of a carrier that comes in by itself is believed.
        self.incoming: str = options.get("incoming", "trust")
        captures = (env("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT") or "").lower() in CAPTURES
        self.capture_content: bool = options.get("capture_content", captures)
        self.redact: Callable[[str], str] | None = options.get("redact")
        self.prices: Mapping[str, Any] | None = options.get("prices")
        self.resource: dict[str, Any] = resource_of(options, env)
        self.limits: Limits = limits_of(env)
        # None: an SDK that is there is joined; True: without one, libraries' spans join ours; False: neither.
        self.otel: bool | None = options.get("otel") if enabled else False
        self.sampler: Callable[[Trace], bool] | None = None  # of the SDK that was joined
        self.spool: str | None = options.get("spool", env("ONETRACE_SPOOL"))
        export = options.get("export") or {}
        self.delay: float = export.get("delay", 1.0)
        self.queue_bytes: int = export.get("queue_bytes", 32 * 1024 * 1024)


def env(name: str) -> str | None:
    return os.environ.get(name) or None


def settings() -> Config:
    """The configuration in force; without `Observe.init`, the environment's."""
    if state.config is None:
        state.config = Config(None)
    return state.config


def configure(options: Mapping[str, Any]) -> Config:
    """What is misspelt is told, and what is wrong never throws: the rest counts."""
    unknown = sorted(set(options) - OPTIONS)
    if unknown:
        warn_once(f"Observe.init does not know {', '.join(unknown)}; it knows {', '.join(sorted(OPTIONS))}")
    return Config({key: value for key, value in options.items() if value is not None})


def _ratio_named(name: str) -> float:
    if name.endswith("always_off"):
        return 0
    if not name.endswith("traceidratio"):
        return 1
    try:
        return float(env("OTEL_TRACES_SAMPLER_ARG") or 1)
    except ValueError:
        return 1


def _ratio(value: Any) -> float:
    """What is no probability samples everything, as the OpenTelemetry specification wants it."""
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else 1.0
