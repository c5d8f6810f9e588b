"""OpenAI, and every client that is generated like its own: Groq, Together, Cerebras, Azure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..sites.known import Opener
from .adapter import Adapter, Request
from .content import Part, parts_in, said, tool_call, tool_names, tool_response
from .fields import first_of, list_in, number_in, pick, strings_of, text_in
from .provider import base_place, provider_of
from .recording import Recording

# `gen_ai.operation.name` by the resource's class.
OPERATIONS = {
    "Completions": "chat",
    "Responses": "chat",
    "Embeddings": "embeddings",
    "Moderations": "moderation",
    "Images": "generate_content",
    "Speech": "generate_content",
    "Transcriptions": "generate_content",
    "Translations": "generate_content",
    "Rerank": "rerank",
}
METHODS = frozenset(["create", "parse", "stream", "generate", "edit", "create_variation", "retrieve"])
OUTPUTS = {"Images": "image", "Speech": "speech"}
RESOURCE = re.compile(r"(?:Async)?(\w+?)(?:Resource)?\.(\w+)\Z")


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    match = RESOURCE.match(name)
    if match is None or ".resources." not in module or match[1] not in OPERATIONS or match[2] not in METHODS:
        return None
    if match[2] == "retrieve" and match[1] != "Responses":
        return None
    # The completions before chat are a resource of the client itself.
    old = match[1] == "Completions" and ".chat" not in module
    return ADAPTER.opener(f"{'Text' if old else ''}{match[1]}.{match[2]}")


class OpenAiAdapter(Adapter):
    def request(self, owner: Any, method: str, body: dict[str, Any]) -> Request | None:
        resource, _, verb = method.partition(".")
        client = pick(owner, "_client")
        place = base_place(client)
        operation = "text_completion" if resource == "TextCompletions" else OPERATIONS[resource]
        if verb == "retrieve":
            operation = "fetch_response"
        api = {"Completions": "chat_completions", "Responses": "responses"}.get(resource)
        return Request(
            operation,
            text_in(body, "model"),
            provider_of(client, place, "openai"),
            body.get("stream") is True or verb == "stream",
            place,
            {
                "openai.api.type": api if operation == "chat" else None,
                "gen_ai.output.type": _output_type(resource, body),
                **(_embedding(body) if operation == "embeddings" else sampling_attributes(body)),
            },
        )

    def response(self, recording: Recording, body: Any) -> None:
        _describe(recording, body)
        recording.use_tokens(_usage(pick(body, "usage")))
        for at, choice in enumerate(list_in(body, "choices")):
            recording.reasons[at] = text_in(choice, "finish_reason") or None
            if recording.captures:
                recording.output[at] = _message(choice)
        if pick(body, "object") == "response":
            _response_output(recording, body)

    def chunk(self, recording: Recording, chunk: Any) -> None:
        # `chat.completions.stream()` wraps the API's own chunks.
        if text_in(chunk, "type") == "chunk":
            chunk = pick(chunk, "chunk")
        kind = text_in(chunk, "type")
        if kind.startswith("response."):
            if kind in ("response.completed", "response.incomplete", "response.failed"):
                self.response(recording, pick(chunk, "response"))  # the last event holds the whole
            elif kind == "response.created":
                _describe(recording, pick(chunk, "response"))
            return
        if pick(chunk, "choices") is None and pick(chunk, "usage") is None:
            return
        _describe(recording, chunk)
        recording.use_tokens(_usage(pick(chunk, "usage")))
        for choice in list_in(chunk, "choices"):
            at = int(number_in(choice, "index") or 0)
            reason = text_in(choice, "finish_reason")
            recording.reasons[at] = reason or recording.reasons.get(at)
            if recording.captures:
                _grow(recording.output.setdefault(at, []), choice)

    def input(self, recording: Recording, body: dict[str, Any]) -> None:
        if body.get("instructions"):
            recording.show("gen_ai.system_instructions", parts_in(body["instructions"]))
        asked = first_of(body.get("messages"), body.get("input"), body.get("prompt"))
        messages = [{"role": "user", "content": asked}] if isinstance(asked, str) else list_in({"m": asked}, "m")
        recording.show("gen_ai.input.messages", [_asked(it) for it in messages])
        recording.show("gen_ai.tool.definitions", tool_names(body.get("tools")))


ADAPTER = OpenAiAdapter()


def _output_type(resource: str, body: dict[str, Any]) -> str | None:
    if resource in OUTPUTS:
        return OUTPUTS[resource]
    kind = text_in(first_of(body.get("response_format"), pick(body, "text", "format")), "type")
    parsed = isinstance(first_of(body.get("response_format"), body.get("text_format")), type)
    return "json" if parsed or kind in ("json_object", "json_schema") else "text" if kind == "text" else None


def _number(value: Any) -> Any:
    return value if type(value) is int or type(value) is float else None


def _level(value: Any) -> Any:
    return value if isinstance(value, str) else text_in(value, "effort")


def _identity(value: Any) -> Any:
    return value if isinstance(value, str) else text_in(value, "id")


SAMPLING: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "max_tokens": ("gen_ai.request.max_tokens", _number),
    "max_output_tokens": ("gen_ai.request.max_tokens", _number),
    "max_completion_tokens": ("gen_ai.request.max_tokens", _number),
    "temperature": ("gen_ai.request.temperature", _number),
    "top_p": ("gen_ai.request.top_p", _number),
    "frequency_penalty": ("gen_ai.request.frequency_penalty", _number),
    "presence_penalty": ("gen_ai.request.presence_penalty", _number),
    "stop": ("gen_ai.request.stop_sequences", strings_of),
    "seed": ("gen_ai.request.seed", _number),
    "n": ("gen_ai.request.choice.count", lambda it: None if it == 1 else _number(it)),
    "reasoning_effort": ("gen_ai.request.reasoning.level", _level),
    "reasoning": ("gen_ai.request.reasoning.level", _level),
    "previous_response_id": ("gen_ai.request.previous_response.id", _identity),
    "conversation": ("gen_ai.conversation.id", _identity),
    "service_tier": ("openai.request.service_tier", lambda it: it if isinstance(it, str) and it != "auto" else None),
}


def sampling_attributes(body: dict[str, Any]) -> dict[str, Any]:
    """Of what the call says, in its own order."""
    found: dict[str, Any] = {}
    for name, value in body.items():
        known = SAMPLING.get(name)
        if known is not None and value is not None:
            found[known[0]] = known[1](value)
    return found


def _embedding(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "gen_ai.embeddings.dimension.count": number_in(body, "dimensions"),
        "gen_ai.request.encoding_formats": strings_of(body.get("encoding_format")),
    }


def _describe(recording: Recording, body: Any) -> None:
    recording.identify(pick(body, "id"), pick(body, "model"))
    recording.set("openai.response.service_tier", text_in(body, "service_tier"))
    recording.set("openai.response.system_fingerprint", text_in(body, "system_fingerprint"))


def _usage(usage: Any) -> dict[str, Any]:
    if usage is None:
        return {}
    # The two APIs have names of their own; asking a model for what it has not costs much.
    chat = number_in(usage, "prompt_tokens") is not None
    names = ("prompt_tokens", "completion_tokens") if chat else ("input_tokens", "output_tokens")
    given, made = (pick(usage, f"{name}_details") for name in names)
    return {
        "input_tokens": number_in(usage, names[0]),
        "output_tokens": number_in(usage, names[1]),
        "cache_read.input_tokens": number_in(given, "cached_tokens"),
        "reasoning.output_tokens": number_in(made, "reasoning_tokens"),
        "audio.input_tokens": (chat and number_in(given, "audio_tokens")) or None,
        "audio.output_tokens": (chat and number_in(made, "audio_tokens")) or None,
    }


def _response_output(recording: Recording, body: Any) -> None:
    """The Responses API: a status for all, and a list of items."""
    items = list_in(body, "output")
    called = any(text_in(it, "type") == "function_call" for it in items)
    reason = text_in(body, "incomplete_details", "reason") or ("tool_call" if called else "stop")
    recording.reasons[0] = "error" if text_in(body, "status") == "failed" else reason
    if recording.captures:
        parts = [_item(it) for it in items]
        recording.output[0] = [part for item in parts for part in item]


def _item(item: Any) -> list[Part]:
    if text_in(item, "type") == "function_call":
        return [tool_call(pick(item, "call_id"), pick(item, "name"), pick(item, "arguments"))]
    return parts_in(pick(item, "content"))


def _calls(message: Any) -> list[Part]:
    return [
        tool_call(pick(it, "id"), pick(it, "function", "name"), pick(it, "function", "arguments"))
        for it in list_in(message, "tool_calls")
    ]


def _message(choice: Any) -> list[Part]:
    message = pick(choice, "message")
    content = first_of(pick(message, "content"), pick(choice, "text"))
    refusal = pick(message, "refusal")
    spoken = parts_in(content) if content is not None else [said(refusal)] if refusal else []
    return [*spoken, *_calls(message)]


def _grow(parts: list[Part], choice: Any) -> None:
    """The message of one choice, put together from its deltas."""
    delta = pick(choice, "delta")
    content = first_of(pick(delta, "content"), pick(choice, "text"))
    if isinstance(content, str) and content:
        text = next((it for it in parts if it["type"] == "text"), None)
        if text is None:
            parts.append(said(content))
        else:
            text["content"] += content
    for call in list_in(delta, "tool_calls"):
        _grow_call(parts, call)


def _grow_call(parts: list[Part], delta: Any) -> None:
    calls = [it for it in parts if it["type"] == "tool_call"]
    at = int(number_in(delta, "index") or 0)
    arguments = text_in(delta, "function", "arguments")
    if at < len(calls):
        calls[at]["arguments"] += arguments
    else:
        parts.append(tool_call(pick(delta, "id"), pick(delta, "function", "name"), arguments))


def _asked(item: Any) -> dict[str, Any]:
    role, kind = text_in(item, "role"), text_in(item, "type")
    if kind == "function_call":
        call = tool_call(pick(item, "call_id"), pick(item, "name"), pick(item, "arguments"))
        return {"role": "assistant", "parts": [call]}
    if kind == "function_call_output":
        return {"role": "tool", "parts": [tool_response(pick(item, "call_id"), pick(item, "output"))]}
    if role == "tool":
        return {"role": role, "parts": [tool_response(pick(item, "tool_call_id"), pick(item, "content"))]}
    return {"role": role or "user", "parts": [*parts_in(pick(item, "content")), *_calls(item)]}
