"""pydantic-ai tells its runs to OpenTelemetry's API: a provider of ours is its default, where it has no other."""

from __future__ import annotations

from typing import Any

from ..config import settings


def join() -> None:
    if not settings().recording or settings().otel is False:
        return
    from pydantic_ai import Agent
    from pydantic_ai.models.instrumented import InstrumentationSettings

    from ..otel.join import join_libraries

    agent: Any = Agent
    if getattr(agent, "_instrument_default", False) is not False:
        return  # the program has said what it wants
    captured = settings().capture_content
    agent.instrument_all(InstrumentationSettings(tracer_provider=join_libraries(), include_content=captured))
