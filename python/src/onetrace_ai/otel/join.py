"""When the two meet: a program's SDK is joined when it is seen, libraries' spans when `init(otel=True)` asks for it."""

from __future__ import annotations

from typing import Any

from ..config import settings
from ..state import state
from ..warn import swallow, warn_once


def join_sdk() -> bool:
    """Where the program has registered a provider of the SDK. Spans that began before stay what they were."""
    config = settings()
    if config.otel is False:
        return False
    from opentelemetry import trace

    provider: Any = trace.get_tracer_provider()
    if not hasattr(provider, "add_span_processor") or not hasattr(provider, "_active_span_processor"):
        return False  # nobody's, or not the SDK's
    try:
        from .bridge import Bridge
        from .sdk import IdentityProcessor, SdkPipeline, sampler_of

        before = state.pipeline
        config.recording, config.sampler = True, sampler_of(provider.sampler)
        state.bridge, state.pipeline = Bridge(), SdkPipeline(provider)
        provider.add_span_processor(IdentityProcessor())
        if before is not None:
            before.close(0.5)
        return True
    except Exception as error:
        swallow(error)
        return False


def serve_libraries() -> None:
    """`init(otel=True)`: without an SDK, a provider of ours is the global one."""
    try:
        from opentelemetry import trace
    except ImportError:
        warn_once("otel=True needs opentelemetry-api, which is not installed")
        return
    if join_sdk():
        return
    trace.set_tracer_provider(join_libraries())


def join_libraries() -> Any:
    """A provider for libraries that take one, and what is active for them is active for us. No global is set."""
    from opentelemetry import trace

    if join_sdk():
        return trace.get_tracer_provider()
    from .bridge import Bridge
    from .provider import Provider

    state.bridge = state.bridge or Bridge()
    return Provider()
