"""LangChain and LangGraph: a handler for every run, by `register_configure_hook`."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables.config import var_child_runnable_config
from langchain_core.tracers.context import register_configure_hook

from ..llm.adapter import Request
from ..llm.content import parts_in, said, tool_call, tool_response
from ..llm.fields import list_in, number_in, pick, strings_of, text_in
from ..llm.provider import canonical_provider
from ..llm.recording import Recording
from ..span import Span
from ..state import state
from .runs import Runs, agent_facts, tool_facts, workflow_facts

ROLES = {"human": "user", "ai": "assistant", "AIMessageChunk": "assistant"}
REASONS = ("finish_reason", "stop_reason", "stopReason", "done_reason")
_runs = Runs()


def join() -> None:
    register_configure_hook(ContextVar("onetrace_ai.langchain", default=HANDLER), inheritable=True)
    state.inner.append(current_run)


def current_run(_: Span | None) -> Span | None:
    """What the program's own code runs in: LangChain keeps it in a variable of each run's context."""
    callbacks: Any = (var_child_runnable_config.get() or {}).get("callbacks")
    parent = getattr(callbacks, "parent_run_id", None)
    return None if parent is None else _runs.find(parent)


class Handler(BaseCallbackHandler):
    # In the context of whoever runs; in another thread's copy, nothing would be below it.
    run_inline = True

    def on_chain_start(
        self, serialized: Any, inputs: Any, *, run_id: Any, parent_run_id: Any = None, **given: Any
    ) -> None:
        name = given.get("name") or text_in(serialized, "name")
        facts = given.get("metadata") or {}
        agent = text_in(facts, "lc_agent_name")
        if agent and agent == name:
            _runs.start(run_id, parent_run_id, f"invoke_agent {name}", agent_facts(name))
        elif _runs.find(parent_run_id) is None:
            _runs.start(run_id, parent_run_id, f"invoke_workflow {name}".strip(), workflow_facts(name))
        elif facts.get("langgraph_node") == name:
            _runs.start(run_id, parent_run_id, f"node {name}", {"langgraph.node": name})
        else:
            _runs.skip(run_id, parent_run_id)  # a template, a parser: it asks nobody

    def on_chain_end(self, outputs: Any, *, run_id: Any, **_: Any) -> None:
        _runs.end(run_id)

    def on_chain_error(self, error: BaseException, *, run_id: Any, **_: Any) -> None:
        # LangGraph's own way to hand over or to wait is no failure.
        _runs.end(run_id, None if type(error).__name__ in ("GraphInterrupt", "ParentCommand") else error)

    def on_chat_model_start(
        self, serialized: Any, messages: Any, *, run_id: Any, parent_run_id: Any = None, **given: Any
    ) -> None:
        recording = _runs.start_model(run_id, parent_run_id, _request("chat", given))
        if recording is not None and recording.captures and messages:
            recording.show("gen_ai.input.messages", [_message(it) for it in messages[0]])

    def on_llm_start(
        self, serialized: Any, prompts: Any, *, run_id: Any, parent_run_id: Any = None, **given: Any
    ) -> None:
        recording = _runs.start_model(run_id, parent_run_id, _request("text_completion", given))
        if recording is not None and recording.captures:
            recording.show("gen_ai.input.messages", [{"role": "user", "parts": [said(it)]} for it in prompts])

    def on_llm_new_token(self, token: Any, *, run_id: Any, **_: Any) -> None:
        recording = _runs.recording(run_id)
        if recording is not None:
            recording.streaming = True
            recording.saw_chunk()

    def on_llm_end(self, response: Any, *, run_id: Any, **_: Any) -> None:
        recording = _runs.recording(run_id)
        if recording is not None:
            _read_result(recording, response)
        _runs.end(run_id)

    def on_llm_error(self, error: BaseException, *, run_id: Any, **_: Any) -> None:
        _runs.end(run_id, error)

    def on_tool_start(
        self, serialized: Any, input_str: Any, *, run_id: Any, parent_run_id: Any = None, **given: Any
    ) -> None:
        name = text_in(serialized, "name") or given.get("name") or ""
        facts = tool_facts(name, given.get("tool_call_id"))
        _runs.start(run_id, parent_run_id, f"execute_tool {name}".strip(), facts)

    def on_tool_end(self, output: Any, *, run_id: Any, **_: Any) -> None:
        _runs.end(run_id)

    def on_tool_error(self, error: BaseException, *, run_id: Any, **_: Any) -> None:
        _runs.end(run_id, error)

    def on_retriever_start(
        self, serialized: Any, query: Any, *, run_id: Any, parent_run_id: Any = None, **given: Any
    ) -> None:
        name = given.get("name") or text_in(serialized, "name")
        facts = {"gen_ai.operation.name": "retrieval", "gen_ai.data_source.id": name or None}
        _runs.start(run_id, parent_run_id, f"retrieval {name}".strip(), facts)

    def on_retriever_end(self, documents: Any, *, run_id: Any, **_: Any) -> None:
        _runs.end(run_id)

    def on_retriever_error(self, error: BaseException, *, run_id: Any, **_: Any) -> None:
        _runs.end(run_id, error)


HANDLER = Handler()


def _request(operation: str, given: dict[str, Any]) -> Request:
    facts, asked = given.get("metadata") or {}, given.get("invocation_params") or {}
    provider = text_in(facts, "ls_provider")
    return Request(
        operation,
        text_in(facts, "ls_model_name") or text_in(asked, "model") or text_in(asked, "model_name"),
        canonical_provider(provider) or "langchain",
        asked.get("stream") is True,
        None,
        {
            "gen_ai.request.temperature": number_in(facts, "ls_temperature"),
            "gen_ai.request.max_tokens": number_in(facts, "ls_max_tokens"),
            "gen_ai.request.stop_sequences": strings_of(facts.get("ls_stop") or asked.get("stop")),
        },
    )


def _read_result(recording: Recording, response: Any) -> None:
    generations = list_in(response, "generations")
    for at, generation in enumerate(generations[0] if generations else ()):
        message = pick(generation, "message")
        facts = pick(message, "response_metadata") or pick(generation, "generation_info") or {}
        own = text_in(facts, "id") or text_in(message, "id")
        model = text_in(facts, "model_name") or text_in(facts, "model")
        recording.identify("" if own.startswith(("lc_", "run-")) else own, model)
        recording.use_tokens(_usage(pick(message, "usage_metadata")))
        recording.reasons[at] = next((text_in(facts, it) for it in REASONS if text_in(facts, it)), None)
        if recording.captures:
            recording.output[at] = _message(message or {"content": pick(generation, "text")})["parts"]
    if generations and pick(generations[0][0] if generations[0] else None, "message") is None:
        counts = pick(response, "llm_output", "token_usage")
        given, made = number_in(counts, "prompt_tokens"), number_in(counts, "completion_tokens")
        recording.use_tokens({"input_tokens": given, "output_tokens": made})


def _usage(usage: Any) -> dict[str, Any]:
    return {
        "input_tokens": number_in(usage, "input_tokens"),
        "output_tokens": number_in(usage, "output_tokens"),
        "cache_read.input_tokens": number_in(usage, "input_token_details", "cache_read"),
        "cache_write.input_tokens": number_in(usage, "input_token_details", "cache_creation"),
        "reasoning.output_tokens": number_in(usage, "output_token_details", "reasoning"),
    }


def _message(message: Any) -> dict[str, Any]:
    kind = text_in(message, "type")
    if kind == "tool":
        answer = tool_response(pick(message, "tool_call_id"), pick(message, "content"))
        return {"role": "tool", "parts": [answer]}
    calls = [tool_call(pick(it, "id"), pick(it, "name"), pick(it, "args")) for it in list_in(message, "tool_calls")]
    content = pick(message, "content")
    spoken = [] if content in ("", None) else [it for it in parts_in(content) if it["type"] != "tool_call"]
    return {"role": ROLES.get(kind, kind or "assistant"), "parts": [*spoken, *calls]}
