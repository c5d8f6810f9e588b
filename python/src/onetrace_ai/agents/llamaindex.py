"""LlamaIndex: a span handler and an event handler at the root of its dispatchers."""

from __future__ import annotations

from typing import Any

from llama_index.core.instrumentation import get_dispatcher
from llama_index.core.instrumentation.event_handlers.base import BaseEventHandler
from llama_index.core.instrumentation.span_handlers.base import BaseSpanHandler
from llama_index_instrumentation.span import active_span_id

from ..llm.adapter import Request
from ..llm.content import parts_in
from ..llm.fields import first_of, list_in, number_in, pick, text_in
from ..llm.openai import ADAPTER as OPENAI
from ..llm.provider import canonical_provider
from ..llm.recording import Recording
from ..span import Span
from ..state import state
from ..warn import swallow
from .runs import Runs, agent_facts, tool_facts, workflow_facts

# What is asked of which class, by the method's name: others only group.
CHATS = frozenset(("chat", "achat", "stream_chat", "astream_chat"))
COMPLETIONS = frozenset(("complete", "acomplete", "stream_complete", "astream_complete"))
QUERIES = frozenset(("query", "aquery"))
RETRIEVALS = frozenset(("retrieve", "aretrieve"))
EMBEDDINGS = frozenset(("get_text_embedding", "get_query_embedding", "aget_text_embedding", "aget_query_embedding",
                        "get_text_embedding_batch", "aget_text_embedding_batch"))  # fmt: skip
TOOLS = frozenset(("call", "acall"))
STREAMS = frozenset(("stream_chat", "astream_chat", "stream_complete", "astream_complete"))
_runs = Runs()
# Models whose answer is still being read, by the run; their last event ends them.
_streams: set[str] = set()


def join() -> None:
    root = get_dispatcher()
    root.add_span_handler(SpanHandler())
    root.add_event_handler(EventHandler())
    state.inner.append(current_run)


def current_run(_: Span | None) -> Span | None:
    current = active_span_id.get()
    return None if current is None else _runs.find(current)


class SpanHandler(BaseSpanHandler[Any]):
    @classmethod
    def class_name(cls) -> str:
        return "OnetraceSpanHandler"

    def new_span(
        self, id_: str, bound_args: Any, instance: Any = None, parent_span_id: Any = None, tags: Any = None, **_: Any
    ) -> None:
        try:
            _begin(id_, bound_args, instance, parent_span_id)
        except Exception as error:
            swallow(error)

    def prepare_to_exit_span(
        self, id_: str, bound_args: Any, instance: Any = None, result: Any = None, **_: Any
    ) -> None:
        try:
            _finish(id_, result)
        except Exception as error:
            swallow(error)

    def prepare_to_drop_span(
        self, id_: str, bound_args: Any, instance: Any = None, err: BaseException | None = None, **_: Any
    ) -> None:
        _streams.discard(id_)
        _runs.end(id_, err)


class EventHandler(BaseEventHandler):
    @classmethod
    def class_name(cls) -> str:
        return "OnetraceEventHandler"

    def handle(self, event: Any, **_: Any) -> None:
        try:
            _hear(event)
        except Exception as error:
            swallow(error)


def _begin(id: str, bound: Any, instance: Any, parent: Any) -> None:
    owner, method = _names(id, instance)
    given = bound.arguments
    if method in CHATS or method in COMPLETIONS:
        if _is_inside_model(parent):
            return _runs.skip(id, parent)  # a chat that is made of a completion
        recording = _runs.start_model(id, parent, _request(instance, method))
        if recording is not None and recording.captures:
            _show(recording, given)
    elif method in EMBEDDINGS and hasattr(instance, "model_name"):
        if _is_inside_model(parent):
            return _runs.skip(id, parent)
        _runs.start_model(id, parent, Request("embeddings", instance.model_name, _provider(instance)))
    elif method in QUERIES:
        _runs.start(id, parent, f"invoke_workflow {owner}", workflow_facts(owner))
    elif method in RETRIEVALS:
        facts = {"gen_ai.operation.name": "retrieval", "gen_ai.data_source.id": owner}
        _runs.start(id, parent, f"retrieval {owner}", facts)
    elif method in TOOLS and hasattr(instance, "metadata"):
        name = text_in(instance, "metadata", "name")
        _runs.start(id, parent, f"execute_tool {name}", tool_facts(name))
    elif method == "run" and "Agent" in owner:
        name = text_in(instance, "name") or owner
        _runs.start(id, parent, f"invoke_agent {name}", agent_facts(name))
    else:
        _runs.skip(id, parent)


def _names(id: str, instance: Any) -> tuple[str, str]:
    """`OpenAI.chat-<uuid>`; of what is called through a base, the class of the instance."""
    place = id.rsplit("-", 5)[0]
    owner, _, method = place.rpartition(".")
    return (type(instance).__name__ if instance is not None else owner), method


def _is_inside_model(parent: Any) -> bool:
    around = None if parent is None else _runs.find(parent)
    return around is not None and around.opaque


def _request(instance: Any, method: str) -> Request:
    facts = pick(instance, "metadata")
    return Request(
        "chat" if method in CHATS else "text_completion",
        text_in(facts, "model_name") or text_in(instance, "model"),
        _provider(instance),
        method in STREAMS,
        None,
        {
            "gen_ai.request.temperature": number_in(instance, "temperature"),
            "gen_ai.request.max_tokens": number_in(instance, "max_tokens"),
        },
    )


def _provider(instance: Any) -> str:
    """By the package of its integration: `llama_index.llms.openai`."""
    parts = type(instance).__module__.split(".")
    known = parts[:2] in (["llama_index", "llms"], ["llama_index", "embeddings"])
    return canonical_provider(parts[2]) if known else "llama_index"


def _show(recording: Recording, given: dict[str, Any]) -> None:
    asked = [
        {"role": text_in(it, "role") or "user", "parts": parts_in(first_of(pick(it, "content"), ""))}
        for it in list_in(given, "messages")
    ]
    prompt = first_of(given.get("prompt"), *given.get("args", ())[:1], pick(given, "kwargs", "prompt"))
    if isinstance(prompt, str):
        asked.append({"role": "user", "parts": parts_in(prompt)})
    recording.show("gen_ai.input.messages", asked)


def _finish(id: str, result: Any) -> None:
    recording = _runs.recording(id)
    if recording is not None and recording.streaming:
        _streams.add(id)  # what it gave is a generator; its last event is the end
        return
    if recording is not None:
        _read_answer(recording, result)
    _runs.end(id)


def _hear(event: Any) -> None:
    kind, id = event.class_name(), event.span_id
    recording = None if id is None else _runs.recording(id)
    if recording is None:
        return
    if kind in ("LLMChatInProgressEvent", "LLMCompletionInProgressEvent"):
        recording.saw_chunk()
        raw = pick(event, "response", "raw")
        recording.identify(pick(raw, "id"), pick(raw, "model"))
        OPENAI.chunk(recording, raw)
    elif kind in ("LLMChatEndEvent", "LLMCompletionEndEvent") and recording.streaming:
        _streams.discard(id)
        _runs.end(id)


def _read_answer(recording: Recording, result: Any) -> None:
    raw = pick(result, "raw")
    if raw is not None:
        OPENAI.response(recording, raw)
    spoken = first_of(pick(result, "message", "content"), pick(result, "text"))
    if recording.captures and isinstance(spoken, str) and not recording.output:
        recording.output[0] = parts_in(spoken)
