"""Google's Gen AI SDK: the Gemini API and Vertex AI."""

from __future__ import annotations

import re
from typing import Any

from ..propagation import place_of
from ..sites.known import Opener
from .adapter import Adapter, Request
from .content import Part, said, thought, tool_call, tool_response
from .fields import first_of, list_in, number_in, pick, strings_of, text_in
from .recording import Recording

METHOD = re.compile(
    r"(?:Async)?(?:Models|Chat)\.(generate_content|generate_content_stream|embed_content|send_message"
    r"|send_message_stream)\Z"
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    match = METHOD.match(name) if module.startswith("google.genai") else None
    return None if match is None else ADAPTER.opener(match[1])


class GoogleAdapter(Adapter):
    positional = ("message",)

    def request(self, owner: Any, method: str, body: dict[str, Any]) -> Request | None:
        api = first_of(pick(owner, "_api_client"), pick(owner, "_modules", "_api_client"))
        vertex = pick(api, "vertexai")
        provider = "gcp.gen_ai" if api is None else "gcp.vertex_ai" if vertex else "gcp.gemini"
        config = body.get("config")
        count = number_in(config, "candidate_count")
        return Request(
            "embeddings" if method == "embed_content" else "generate_content",
            (text_in(body, "model") or text_in(owner, "_model")).removeprefix("models/"),
            provider,
            method.endswith("_stream"),
            place_of(pick(api, "_http_options", "base_url") or ""),
            {
                "gen_ai.request.max_tokens": number_in(config, "max_output_tokens"),
                "gen_ai.request.temperature": number_in(config, "temperature"),
                "gen_ai.request.top_p": number_in(config, "top_p"),
                "gen_ai.request.top_k": number_in(config, "top_k"),
                "gen_ai.request.seed": number_in(config, "seed"),
                "gen_ai.request.frequency_penalty": number_in(config, "frequency_penalty"),
                "gen_ai.request.presence_penalty": number_in(config, "presence_penalty"),
                "gen_ai.request.stop_sequences": strings_of(pick(config, "stop_sequences")),
                "gen_ai.request.choice.count": None if count == 1 else count,
                "gen_ai.output.type": "json" if text_in(config, "response_mime_type") == "application/json" else "",
                "gen_ai.embeddings.dimension.count": number_in(config, "output_dimensionality"),
            },
        )

    def response(self, recording: Recording, body: Any) -> None:
        """A whole response or a chunk: each has what is known so far, and the last has the counts."""
        recording.identify(pick(body, "response_id"), pick(body, "model_version"))
        usage = pick(body, "usage_metadata")
        output, thoughts = number_in(usage, "candidates_token_count"), number_in(usage, "thoughts_token_count")
        recording.use_tokens(
            {
                "input_tokens": number_in(usage, "prompt_token_count"),
                "output_tokens": None if output is None and thoughts is None else (output or 0) + (thoughts or 0),
                "cache_read.input_tokens": number_in(usage, "cached_content_token_count"),
                "reasoning.output_tokens": thoughts,
            }
        )
        for index, candidate in enumerate(list_in(body, "candidates")):
            at = int(first_of(number_in(candidate, "index"), index))
            reason = text_in(candidate, "finish_reason").lower()
            recording.reasons[at] = reason or recording.reasons.get(at)
            if recording.captures:
                _grow(recording.output.setdefault(at, []), _parts(pick(candidate, "content", "parts")))

    def chunk(self, recording: Recording, chunk: Any) -> None:
        self.response(recording, chunk)

    def input(self, recording: Recording, body: dict[str, Any]) -> None:
        system = pick(body.get("config"), "system_instruction")
        if system:
            recording.show("gen_ai.system_instructions", _parts(first_of(pick(system, "parts"), system)))
        asked = first_of(body.get("contents"), body.get("message"))
        shown = []
        for item in asked if isinstance(asked, list) else [asked]:
            parts = _parts(first_of(pick(item, "parts"), [item]) if not isinstance(item, str) else item)
            role = "assistant" if text_in(item, "role") == "model" else "user"
            if parts:
                shown.append({"role": role, "parts": parts})
        recording.show("gen_ai.input.messages", shown)


ADAPTER = GoogleAdapter()


def _grow(parts: list[Part], more: list[Part]) -> None:
    """Chunks of text go on where the last one ended."""
    for part in more:
        if part["type"] == "text" and parts and parts[-1]["type"] == "text":
            parts[-1] = said(parts[-1]["content"] + part["content"])
        else:
            parts.append(part)


def _parts(parts: Any) -> list[Part]:
    if isinstance(parts, str):
        return [said(parts)]
    return [part for it in list_in({"p": parts}, "p") for part in _part(it)]


def _part(item: Any) -> list[Part]:
    if isinstance(item, str):
        return [said(item)]
    call, answer = pick(item, "function_call"), pick(item, "function_response")
    if call:
        return [tool_call(pick(call, "id"), pick(call, "name"), pick(call, "args"))]
    if answer:
        return [tool_response(pick(answer, "id"), pick(answer, "response"))]
    uri = text_in(item, "file_data", "file_uri")
    if uri:
        return [{"type": "uri", "modality": "document", "uri": uri}]
    spoken = pick(item, "text")
    if not isinstance(spoken, str):
        return []
    return [thought(spoken) if pick(item, "thought") is True else said(spoken)]
