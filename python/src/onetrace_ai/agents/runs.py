"""The runs that a framework tells of, by its ids for them: a span each, under the span of the run around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..config import settings
from ..context import active_span
from ..errors import fail_span
from ..llm.adapter import Request, describe_request
from ..llm.recording import Recording
from ..span import CLIENT, INTERNAL, Span
from ..tracer import end_span, start_span

# What never ends must not fill the memory.
MOST_RUNS = 10_000


class Runs:
    def __init__(self) -> None:
        self._spans: dict[str, Span] = {}
        self._recordings: dict[str, Recording] = {}
        # Runs without a span of their own: what is below them is below the one around them.
        self._aliases: dict[str, str] = {}

    def find(self, id: Any) -> Span | None:
        """The span that what happens inside of this run is below."""
        known = str(id)
        for _ in range(64):
            if known not in self._aliases:
                break
            known = self._aliases[known]
        return self._spans.get(known)

    def start(
        self,
        id: Any,
        parent: Any,
        name: str,
        attributes: Mapping[str, Any] | None = None,
        kind: int = INTERNAL,
        around: Span | None = None,
    ) -> Span | None:
        """None where nothing is recorded. `around` is its parent where the framework names none that is known."""
        around = self.find(parent) or around or active_span()
        if not (settings().recording if around is None else around.trace.recording):
            return None
        span = start_span(name, kind, around).set_all(attributes or {})
        _keep(self._spans, str(id), span)
        return span

    def skip(self, id: Any, parent: Any) -> None:
        if parent is not None:
            _keep(self._aliases, str(id), str(parent))

    def start_model(self, id: Any, parent: Any, request: Request) -> Recording | None:
        """A call of a model; what it learns goes into the recording."""
        self.start(id, parent, "", kind=CLIENT)
        return self.tell_model(id, request)

    def tell_model(self, id: Any, request: Request) -> Recording | None:
        """What has begun is a call of a model."""
        span = self._spans.get(str(id))
        if span is None:
            return None
        span.name, span.kind, span.opaque = f"{request.operation} {request.model}".strip(), CLIENT, True
        describe_request(span, request)
        recording = Recording(span, request.operation, request.stream)
        _keep(self._recordings, str(id), recording)
        return recording

    def recording(self, id: Any) -> Recording | None:
        return self._recordings.get(str(id))

    def end(self, id: Any, error: BaseException | str | None = None, moment: float | None = None) -> None:
        known = str(id)
        self._aliases.pop(known, None)
        recording, span = self._recordings.pop(known, None), self._spans.pop(known, None)
        if recording is not None:
            if isinstance(error, BaseException):
                recording.fail(error)
            elif error:
                recording.span.fail("_OTHER", error if recording.captures else "")
            recording.end(moment)
        elif span is not None:
            if isinstance(error, BaseException):
                fail_span(span, error)
            elif error:
                span.fail("_OTHER", error)
            end_span(span, moment)


def workflow_facts(name: str) -> dict[str, Any]:
    return {"gen_ai.operation.name": "invoke_workflow", "gen_ai.workflow.name": name or None}


def agent_facts(name: str) -> dict[str, Any]:
    return {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name or None}


def tool_facts(name: str, id: Any = None) -> dict[str, Any]:
    """`gen_ai.tool.*` of a tool that runs in this process."""
    return {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": name or None,
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.id": id if isinstance(id, str) and id else None,
    }


def _keep(kept: dict[str, Any], id: str, value: Any) -> None:
    if len(kept) >= MOST_RUNS:
        kept.pop(next(iter(kept)), None)
    kept[id] = value
