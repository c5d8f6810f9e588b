"""Anthropic's Messages API, direct and through its Bedrock and Vertex clients."""

from __future__ import annotations

import re
from typing import Any

from ..sites.known import Opener
from .adapter import Adapter, Request
from .content import Part, parts_in, tool_names
from .fields import list_in, number_in, pick, strings_of, text_in
from .provider import base_place, provider_of
from .recording import Recording, cached_usage

METHOD = re.compile(r"(?:Async)?(Messages|Completions)\.(create|stream|parse)\Z")


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    match = METHOD.match(name)
    return None if match is None else ADAPTER.opener(f"{match[1]}.{match[2]}")


class AnthropicAdapter(Adapter):
    def request(self, owner: Any, method: str, body: dict[str, Any]) -> Request | None:
        client = pick(owner, "_client")
        place = base_place(client)
        return Request(
            "text_completion" if method == "Completions.create" else "chat",
            text_in(body, "model"),
            provider_of(client, place, "anthropic"),
            body.get("stream") is True or method.endswith("stream"),
            place,
            {
                "gen_ai.request.max_tokens": number_in(body, "max_tokens"),
                "gen_ai.request.temperature": number_in(body, "temperature"),
                "gen_ai.request.top_p": number_in(body, "top_p"),
                "gen_ai.request.top_k": number_in(body, "top_k"),
                "gen_ai.request.stop_sequences": strings_of(body.get("stop_sequences")),
                "gen_ai.request.reasoning.level": text_in(body, "output_config", "effort"),
            },
        )

    def response(self, recording: Recording, body: Any) -> None:
        recording.identify(pick(body, "id"), pick(body, "model"))
        recording.use_tokens(_usage(pick(body, "usage")))
        recording.reasons[0] = text_in(body, "stop_reason") or None
        if recording.captures:
            recording.output[0] = parts_in(pick(body, "content"))

    def chunk(self, recording: Recording, chunk: Any) -> None:
        kind = text_in(chunk, "type")
        if kind == "message":  # a tool runner yields whole messages
            self.response(recording, chunk)
        elif kind == "message_start":
            message = pick(chunk, "message")
            recording.identify(pick(message, "id"), pick(message, "model"))
            recording.reasons[0] = None
            recording.use_tokens(_usage(pick(message, "usage")))
        elif kind == "message_delta":
            recording.reasons[0] = text_in(chunk, "delta", "stop_reason") or recording.reasons.get(0)
            recording.use_tokens(_usage(pick(chunk, "usage")))
        elif kind in ("content_block_start", "content_block_delta") and recording.captures:
            _grow(recording.output.setdefault(0, []), chunk)

    def input(self, recording: Recording, body: dict[str, Any]) -> None:
        if body.get("system"):
            recording.show("gen_ai.system_instructions", parts_in(body["system"]))
        shown = [
            {"role": text_in(it, "role") or "user", "parts": parts_in(pick(it, "content"))}
            for it in list_in(body, "messages")
        ]
        recording.show("gen_ai.input.messages", shown)
        recording.show("gen_ai.tool.definitions", tool_names(body.get("tools")))


ADAPTER = AnthropicAdapter()


def _usage(usage: Any) -> dict[str, Any]:
    """Anthropic counts cached tokens beside the others; the conventions want the total."""
    return {
        **cached_usage(
            number_in(usage, "input_tokens"),
            number_in(usage, "cache_read_input_tokens"),
            number_in(usage, "cache_creation_input_tokens"),
        ),
        "output_tokens": number_in(usage, "output_tokens"),
        "reasoning.output_tokens": number_in(usage, "output_tokens_details", "thinking_tokens"),
    }


def _grow(parts: list[Part], event: Any) -> None:
    """Content blocks as they come, by their index."""
    at = int(number_in(event, "index") or 0)
    block = pick(event, "content_block")
    if block is not None:
        known = parts_in([block])
        part = known[0] if known else {"type": text_in(block, "type")}
        if part["type"] == "tool_call":
            part["arguments"] = ""
        parts.append(part)
    elif at < len(parts):
        delta = pick(event, "delta")
        more = text_in(delta, "text") or text_in(delta, "thinking") or text_in(delta, "partial_json")
        field = "arguments" if parts[at]["type"] == "tool_call" else "content"
        parts[at][field] = parts[at].get(field, "") + more
