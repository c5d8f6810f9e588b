"""AWS Bedrock: clients are classes made at run time, so their service's model tells."""

from __future__ import annotations

import json
from typing import Any

from ..propagation import place_of
from ..sites.known import Opener
from .adapter import Adapter, Request
from .content import Part, said, tool_call, tool_response
from .fields import list_in, number_in, pick, strings_of, text_in
from .recording import Recording, cached_usage

METHODS = frozenset(["converse", "converse_stream", "invoke_model", "invoke_model_with_response_stream"])


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    service = pick(callee, "__self__", "meta", "service_model", "service_name")
    if module != "botocore.client" or service != "bedrock-runtime" or callee.__name__ not in METHODS:
        return None
    return ADAPTER.opener(callee.__name__)


class BedrockAdapter(Adapter):
    def request(self, owner: Any, method: str, body: dict[str, Any]) -> Request | None:
        config = body.get("inferenceConfig")
        model = text_in(body, "modelId")
        return Request(
            "embeddings" if "embed" in model else "chat",
            model,
            "aws.bedrock",
            method.endswith("stream"),
            place_of(pick(owner, "meta", "endpoint_url") or ""),
            {
                "gen_ai.request.max_tokens": number_in(config, "maxTokens"),
                "gen_ai.request.temperature": number_in(config, "temperature"),
                "gen_ai.request.top_p": number_in(config, "topP"),
                "gen_ai.request.stop_sequences": strings_of(pick(config, "stopSequences")),
            },
        )

    def response(self, recording: Recording, body: Any) -> None:
        if not isinstance(body, dict) or "body" in body:
            return  # of `invoke_model`: its body is the program's to read, once
        recording.use_tokens(_usage(body.get("usage")))
        recording.reasons[0] = text_in(body, "stopReason") or None
        if recording.captures:
            recording.output[0] = _parts(pick(body, "output", "message", "content"))

    def chunk(self, recording: Recording, chunk: Any) -> None:
        recording.use_tokens(_usage(pick(chunk, "metadata", "usage")))
        reason = text_in(chunk, "messageStop", "stopReason")
        if reason:
            recording.reasons[0] = reason
        text = text_in(chunk, "contentBlockDelta", "delta", "text")
        if text and recording.captures:
            parts = recording.output.setdefault(0, [said("")])
            parts[0]["content"] += text
        raw = pick(chunk, "chunk", "bytes")
        if isinstance(raw, bytes):
            metrics = pick(json.loads(raw), "amazon-bedrock-invocationMetrics")
            given, made = number_in(metrics, "inputTokenCount"), number_in(metrics, "outputTokenCount")
            recording.use_tokens({"input_tokens": given, "output_tokens": made})

    def input(self, recording: Recording, body: dict[str, Any]) -> None:
        recording.show("gen_ai.system_instructions", _parts(body.get("system")))
        shown = [
            {"role": text_in(it, "role") or "user", "parts": _parts(pick(it, "content"))}
            for it in list_in(body, "messages")
        ]
        recording.show("gen_ai.input.messages", shown)


ADAPTER = BedrockAdapter()


def _usage(usage: Any) -> dict[str, Any]:
    counts = cached_usage(
        number_in(usage, "inputTokens"),
        number_in(usage, "cacheReadInputTokens"),
        number_in(usage, "cacheWriteInputTokens"),
    )
    return {**counts, "output_tokens": number_in(usage, "outputTokens")}


def _parts(content: Any) -> list[Part]:
    parts: list[Part] = []
    for item in list_in({"c": content}, "c"):
        use, answer = pick(item, "toolUse"), pick(item, "toolResult")
        if use:
            parts.append(tool_call(pick(use, "toolUseId"), pick(use, "name"), pick(use, "input")))
        elif answer:
            parts.append(tool_response(pick(answer, "toolUseId"), pick(answer, "content")))
        elif isinstance(pick(item, "text"), str):
            parts.append(said(item["text"]))
    return parts
