"""OpenAI's Agents SDK: a trace processor, beside its own."""

from __future__ import annotations

from typing import Any

from ..llm.adapter import Request
from ..llm.fields import pick, text_in
from ..llm.openai import ADAPTER
from ..span import Span
from ..state import state
from ..warn import swallow
from .runs import Runs, agent_facts, tool_facts, workflow_facts

_runs = Runs()


def join() -> None:
    import agents

    if not hasattr(agents, "add_trace_processor"):
        return  # a package of the program's own that has this name
    from agents.tracing import TracingProcessor

    class Processor(TracingProcessor):
        def on_trace_start(self, trace: Any) -> None:
            _told(_begin_trace, trace)

        def on_trace_end(self, trace: Any) -> None:
            _told(lambda it: _runs.end(it.trace_id), trace)

        def on_span_start(self, span: Any) -> None:
            _told(_begin_span, span)

        def on_span_end(self, span: Any) -> None:
            _told(_end_span, span)

        def shutdown(self) -> None:
            pass

        def force_flush(self) -> None:
            pass

    agents.add_trace_processor(Processor())
    state.inner.append(current_run)


def current_run(_: Span | None) -> Span | None:
    from agents.tracing import get_current_span

    current = get_current_span()
    return None if current is None else _runs.find(current.span_id)


def _told(act: Any, what: Any) -> None:
    try:
        act(what)
    except Exception as error:
        swallow(error)


def _begin_trace(trace: Any) -> None:
    name = text_in(trace, "name")
    _runs.start(trace.trace_id, None, f"invoke_workflow {name}".strip(), workflow_facts(name))


def _begin_span(span: Any) -> None:
    data, id = span.span_data, span.span_id
    parent = span.parent_id or span.trace_id
    kind, name = text_in(data, "type"), text_in(data, "name")
    if kind == "agent":
        _runs.start(id, parent, f"invoke_agent {name}", agent_facts(name))
    elif kind in ("generation", "response"):
        # A response says its model when it ends.
        recording = _runs.start_model(id, parent, Request("chat", text_in(data, "model"), "openai"))
        if recording is not None and recording.captures:
            ADAPTER.input(recording, {"input": pick(data, "input")})
    elif kind == "function":
        _runs.start(id, parent, f"execute_tool {name}", tool_facts(name))
    elif kind == "handoff":
        _runs.start(id, parent, "handoff", {"gen_ai.agent.name": text_in(data, "from_agent") or None})
    elif kind == "guardrail":
        _runs.start(id, parent, f"guardrail {name}".strip())
    elif kind == "custom":
        _runs.start(id, parent, name or "custom")
    else:
        _runs.skip(id, parent)  # tasks and turns only group others


def _end_span(span: Any) -> None:
    data, id = span.span_data, span.span_id
    recording, found = _runs.recording(id), _runs.find(id)
    if recording is not None:
        _read_answer(recording, data)
    elif found is not None and text_in(data, "type") == "handoff" and text_in(data, "to_agent"):
        found.name = f"handoff {text_in(data, 'to_agent')}"
    error = pick(span, "error")
    _runs.end(id, text_in(error, "message") or "failed" if error else None)


def _read_answer(recording: Any, data: Any) -> None:
    response = pick(data, "response")
    if response is not None:
        model = text_in(response, "model")
        recording.set("gen_ai.request.model", model)
        recording.span.name = f"chat {model}".strip()
        if recording.captures:
            ADAPTER.input(recording, {"input": pick(data, "input"), "instructions": pick(response, "instructions")})
        ADAPTER.response(recording, response)
        return
    usage = pick(data, "usage")
    given, made = pick(usage, "input_tokens"), pick(usage, "output_tokens")
    recording.use_tokens({"input_tokens": given, "output_tokens": made})
    output = pick(data, "output")
    if recording.captures:
        ADAPTER.input(recording, {"input": pick(data, "input")})
    if recording.captures and isinstance(output, (list, tuple)) and output:
        ADAPTER.response(recording, {"choices": [{"message": it} for it in output]})
        recording.reasons.clear()
