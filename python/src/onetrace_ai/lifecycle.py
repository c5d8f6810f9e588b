from __future__ import annotations

from typing import Any

from .config import Config, configure, settings
from .connect import connect_pipeline
from .hold import release_all
from .state import state
from .tracer import end_span
from .warn import swallow, warn_once

# What the end of the process has cut short: not a failure, and not the span's whole duration.
UNFINISHED = "onetrace.unfinished"


def init(public_key: str | None = None, secret_key: str | None = None, **options: Any) -> None:
    """
    Configures this process, for what environment variables do not say. Takes effect at once, wherever in the
    program it is called; later calls do nothing. Never raises.

    :param public_key: sent with `secret_key` as HTTP Basic; `AISDK_PUBLIC_KEY`, `AISDK_SECRET_KEY`.
    :param endpoint: an OTLP/HTTP receiver, its base URL or the whole URL ending in `/v1/traces`
        (`OTEL_EXPORTER_OTLP_ENDPOINT`; without any, `http://localhost:4318`).
    :param headers: more headers for the receiver (`OTEL_EXPORTER_OTLP_HEADERS`).
    :param protocol: `http/json` (default) or `http/protobuf` (`OTEL_EXPORTER_OTLP_PROTOCOL`).
    :param spool: a folder for what cannot be sent; it survives the process (`ONETRACE_SPOOL`).
    :param service_name: `OTEL_SERVICE_NAME`.
    :param environment: `deployment.environment.name`.
    :param resource: more resource attributes (`OTEL_RESOURCE_ATTRIBUTES`).
    :param sample_rate: probability, 0 to 1, with which a trace that begins here is recorded.
    :param respect_upstream: False: an upstream's decision not to sample is decided again here.
    :param keep: traces to record although not sampled: `{"errors": True, "slower_than": seconds, "llm": True}`
        or a function of their spans.
    :param propagate_to: hosts that may see baggage; replaces the default, `internal_hosts`.
    :param incoming: what of a carrier that comes in by itself is believed: 'trust', 'ids' or 'link'.
    :param capture_content: whether LLM spans hold prompts and answers
        (`OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`).
    :param redact: sees every piece of captured content; what it returns is kept instead.
    :param prices: what models cost; LLM spans then say it as `onetrace.cost.usd`.
    :param otel: beside OpenTelemetry. A program's own SDK is joined where it is seen: our spans go to its processors.
        True: without an SDK, spans of libraries that use OpenTelemetry's API join ours. False: neither.
    :param enabled: False: nothing is recorded, carriers still pass (`OTEL_SDK_DISABLED=true`).
    """
    if state.initialized:
        return
    state.initialized = True
    try:
        _start(configure({"public_key": public_key, "secret_key": secret_key, **options}))
    except Exception as error:
        warn_once(f"Observe.init failed: {error}")


def _start(config: Config) -> None:
    earlier = state.pipeline
    if earlier is not None and earlier.sdk:
        config.recording, config.sampler = True, settings().sampler
        state.config = config
        return
    state.config, state.pipeline = config, None
    if config.recording:
        connect_pipeline()  # traces that run already end into it
    if earlier is not None:
        earlier.close(0.5)
    if config.otel:
        from .otel.join import serve_libraries

        serve_libraries()


def flush(timeout: float = 10.0) -> bool:
    """True when every span that ended before the call is settled, False when some are not after `timeout` seconds."""
    try:
        release_all()
        return state.pipeline is None or state.pipeline.flush(timeout) == 0
    except Exception as error:
        swallow(error)
        return False


def shutdown(timeout: float = 10.0) -> bool:
    """`flush`, and then nothing more is exported."""
    try:
        end_all()
        return state.pipeline is None or state.pipeline.close(timeout) == 0
    except Exception as error:
        swallow(error)
        return False


def stats() -> dict[str, Any]:
    """What became of the spans so far: `recorded`, `exported`, `dropped` by reason, `queued`, `last_error`, …"""
    counts = state.pipeline.stats() if state.pipeline is not None else {"recorded": 0, "exported": 0, "dropped": {}}
    return {**counts, "internal_errors": state.internal_errors}


def end_all() -> None:
    """For the end of the process: what still runs ends here as it stands, roots last."""
    for call in list(state.open_calls):
        call.cancel()
    running = list(state.running)
    for roots in (False, True):
        for span in running:
            if (span.parent is None) is roots:
                end_span(span.set(UNFINISHED, True))
    release_all()
