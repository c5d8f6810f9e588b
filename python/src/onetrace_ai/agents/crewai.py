"""
CrewAI: its event bus, which hands events to threads, in any order; what is around them it keeps in a variable of the
context. So a run's span begins when it is first asked for, and is told what it is when its event comes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from crewai.events import event_bus, event_context

from ..clock import moment_of
from ..context import active_span
from ..llm.adapter import Request
from ..llm.content import parts_in
from ..llm.fields import list_in, number_in, pick, strings_of, text_in
from ..llm.provider import canonical_provider
from ..llm.recording import Recording
from ..span import Span
from ..state import state
from ..warn import swallow
from .runs import Runs, agent_facts, tool_facts, workflow_facts

_runs = Runs()
_lock = threading.RLock()
_told: dict[str, None] = {}  # runs whose first event has come
_ended: dict[str, Any] = {}  # last events that came before the first
MOST = 10_000


def join() -> None:
    from crewai.events import event_types

    for name, begin in BEGINS.items():
        _listen(getattr(event_types, name, None), _beginner(begin))
    for name in ENDS:
        _listen(getattr(event_types, name, None), _finished)
    state.inner.append(current_run)


def _listen(kind: Any, handler: Callable[[Any, Any], None]) -> None:
    if kind is not None:  # of another version
        event_bus.crewai_event_bus.register_handler(kind, handler)


def current_run(around: Span | None) -> Span | None:
    stack = event_context._event_id_stack.get()
    if not stack:
        return None
    with _lock:
        parent = None
        for id, _ in stack:
            if _runs.find(id) is None:
                _runs.start(id, parent, "crewai", around=around)
            parent = id
        return _runs.find(parent)


def _beginner(begin: Callable[[str, Any], None]) -> Callable[[Any, Any], None]:
    def heard(source: Any, event: Any) -> None:
        try:
            active_span()  # makes what is missing in this very context
            with _lock:
                span = _runs.find(event.event_id)
                if span is None:
                    return
                span.start = moment_of(_nanos(event)) or span.start
                begin(event.event_id, event)
                _told[event.event_id] = None
                if len(_told) > MOST:
                    _told.pop(next(iter(_told)))
                late = _ended.pop(event.event_id, None)
            if late is not None:
                _finished(source, late)
        except Exception as error:
            swallow(error)

    return heard


def _finished(source: Any, event: Any) -> None:
    try:
        id = event.started_event_id
        if id is None:
            return
        with _lock:
            if id not in _told:
                if len(_ended) < MOST:
                    _ended[id] = event
                return
            del _told[id]
        recording = _runs.recording(id)
        if recording is not None:
            _read_answer(recording, event)
        _runs.end(id, text_in(event, "error") or None, moment_of(_nanos(event)))
    except Exception as error:
        swallow(error)


def _nanos(event: Any) -> int:
    return int(event.timestamp.timestamp() * 1e6) * 1000


def _name(id: str, name: str, facts: dict[str, Any]) -> None:
    span = _runs.find(id)
    if span is not None:
        span.name = name.strip()
        span.set_all(facts)


def _crew(id: str, event: Any) -> None:
    name = text_in(event, "crew_name")
    _name(id, f"invoke_workflow {name}", workflow_facts(name))


def _flow(id: str, event: Any) -> None:
    name = text_in(event, "flow_name")
    _name(id, f"invoke_workflow {name}", workflow_facts(name))


def _method(id: str, event: Any) -> None:
    _name(id, f"step {text_in(event, 'method_name')}", {})


def _task(id: str, event: Any) -> None:
    name = text_in(event, "task", "name")
    _name(id, f"task {name}", {"crewai.task.name": name or None})


def _agent(id: str, event: Any) -> None:
    name = text_in(event, "agent", "role") or text_in(event, "agent_info", "role")
    _name(id, f"invoke_agent {name}", agent_facts(name))


def _tool(id: str, event: Any) -> None:
    name = text_in(event, "tool_name")
    _name(id, f"execute_tool {name}", tool_facts(name))


def _model(id: str, event: Any) -> None:
    given = text_in(event, "model")
    provider, _, model = given.rpartition("/")
    facts = {
        "gen_ai.request.temperature": number_in(event, "temperature"),
        "gen_ai.request.top_p": number_in(event, "top_p"),
        "gen_ai.request.max_tokens": number_in(event, "max_tokens"),
        "gen_ai.request.seed": number_in(event, "seed"),
        "gen_ai.request.stop_sequences": strings_of(pick(event, "stop_sequences") or None),
    }
    request = Request(
        "chat", model, canonical_provider(provider) or "openai", pick(event, "stream") is True, None, facts
    )
    recording = _runs.tell_model(id, request)
    asked = pick(event, "messages")
    if recording is not None and recording.captures:
        said = [{"role": "user", "content": asked}] if isinstance(asked, str) else list_in(event, "messages")
        shown = [{"role": text_in(it, "role"), "parts": parts_in(pick(it, "content") or "")} for it in said]
        recording.show("gen_ai.input.messages", shown)


def _read_answer(recording: Recording, event: Any) -> None:
    usage = pick(event, "usage")
    recording.identify(pick(event, "response_id"), None)
    recording.use_tokens(
        {
            "input_tokens": number_in(usage, "prompt_tokens"),
            "output_tokens": number_in(usage, "completion_tokens"),
            "cache_read.input_tokens": number_in(usage, "cached_prompt_tokens"),
            "reasoning.output_tokens": number_in(usage, "reasoning_tokens"),
        }
    )
    reason = text_in(event, "finish_reason")
    if reason:
        recording.reasons[0] = reason
    answer = pick(event, "response")
    if recording.captures and isinstance(answer, str):
        recording.output[0] = parts_in(answer)


BEGINS: dict[str, Callable[[str, Any], None]] = {
    "CrewKickoffStartedEvent": _crew,
    "FlowStartedEvent": _flow,
    "MethodExecutionStartedEvent": _method,
    "TaskStartedEvent": _task,
    "AgentExecutionStartedEvent": _agent,
    "LiteAgentExecutionStartedEvent": _agent,
    "ToolUsageStartedEvent": _tool,
    "LLMCallStartedEvent": _model,
}
ENDS = (
    "CrewKickoffCompletedEvent",
    "CrewKickoffFailedEvent",
    "FlowFinishedEvent",
    "FlowFailedEvent",
    "MethodExecutionFinishedEvent",
    "MethodExecutionFailedEvent",
    "TaskCompletedEvent",
    "TaskFailedEvent",
    "AgentExecutionCompletedEvent",
    "AgentExecutionErrorEvent",
    "LiteAgentExecutionCompletedEvent",
    "LiteAgentExecutionErrorEvent",
    "ToolUsageFinishedEvent",
    "ToolUsageErrorEvent",
    "LLMCallCompletedEvent",
    "LLMCallFailedEvent",
)
