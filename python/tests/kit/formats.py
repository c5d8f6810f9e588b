"""Wire formats of further vendors: Cohere, Ollama, Hugging Face, AWS' event streams."""

from __future__ import annotations

import json
import struct
import zlib
from base64 import b64encode
from typing import Any

WORDS = ["Four", ".", " Two", " and", " two", "."]
TEXT = "".join(WORDS)
COHERE_USAGE = {
    "billed_units": {"input_tokens": 12, "output_tokens": 6},
    "tokens": {"input_tokens": 12, "output_tokens": 6},
}


def cohere_chat() -> dict[str, Any]:
    message = {"role": "assistant", "content": [{"type": "text", "text": TEXT}]}
    return {"id": "co_1", "finish_reason": "COMPLETE", "message": message, "usage": COHERE_USAGE}


def cohere_events() -> list[dict[str, Any]]:
    empty = {"message": {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}}
    return [
        {"id": "co_1", "type": "message-start", "delta": empty},
        {"type": "content-start", "index": 0, "delta": {"message": {"content": {"type": "text", "text": ""}}}},
        *({"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": word}}}} for word in WORDS),
        {"type": "content-end", "index": 0},
        {"type": "message-end", "delta": {"finish_reason": "COMPLETE", "usage": COHERE_USAGE}},
    ]


def cohere_embed() -> dict[str, Any]:
    return {
        "id": "co_1", "embeddings": {"float": [[0.0, 1.0]]}, "texts": ["x"],
        "response_type": "embeddings_by_type", "meta": {"billed_units": {"input_tokens": 12}},
    }  # fmt: skip


def cohere_rerank() -> dict[str, Any]:
    return {
        "id": "co_1",
        "results": [{"index": 0, "relevance_score": 0.9}],
        "meta": {"billed_units": {"search_units": 1}},
    }


OLLAMA_COUNTS = {"done": True, "done_reason": "stop", "prompt_eval_count": 12, "eval_count": 6}


def ollama_answer(path: str, model: str) -> dict[str, Any]:
    base = {"model": model, "created_at": "2026-01-01T00:00:00Z"}
    if path == "/api/embed":
        return {**base, "embeddings": [[0.0, 1.0]], "prompt_eval_count": 12}
    said = {"response": TEXT} if path == "/api/generate" else {"message": {"role": "assistant", "content": TEXT}}
    return {**base, **said, **OLLAMA_COUNTS}


def ollama_chunks(path: str, model: str) -> list[dict[str, Any]]:
    base = {"model": model, "created_at": "2026-01-01T00:00:00Z"}

    def said(text: str) -> dict[str, Any]:
        return {"response": text} if path == "/api/generate" else {"message": {"role": "assistant", "content": text}}

    return [*({**base, **said(word), "done": False} for word in WORDS), {**base, **said(""), **OLLAMA_COUNTS}]


def converse_events() -> list[tuple[str, dict[str, Any]]]:
    return [
        ("messageStart", {"role": "assistant"}),
        *(("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": word}}) for word in WORDS),
        ("contentBlockStop", {"contentBlockIndex": 0}),
        ("messageStop", {"stopReason": "end_turn"}),
        ("metadata", {"usage": {"inputTokens": 12, "outputTokens": 6, "totalTokens": 18}, "metrics": {"latencyMs": 1}}),
    ]


def invoked_chunks() -> list[tuple[str, dict[str, Any]]]:
    metrics = {"inputTokenCount": 12, "outputTokenCount": 6, "invocationLatency": 1, "firstByteLatency": 1}
    events: list[dict[str, Any]] = [{"type": "content_block_delta", "delta": {"text": word}} for word in WORDS]
    events.append({"type": "message_stop", "amazon-bedrock-invocationMetrics": metrics})
    return [("chunk", {"bytes": b64encode(json.dumps(it).encode()).decode()}) for it in events]


def aws_event(kind: str, payload: dict[str, Any]) -> bytes:
    """AWS' `vnd.amazon.eventstream`: a prelude, headers, a payload, each with its checksum."""
    headers = b""
    for name, value in ((":message-type", "event"), (":event-type", kind), (":content-type", "application/json")):
        headers += bytes([len(name)]) + name.encode() + b"\x07" + struct.pack(">H", len(value)) + value.encode()
    body = json.dumps(payload).encode()
    prelude = struct.pack(">II", 16 + len(headers) + len(body), len(headers))
    message = prelude + struct.pack(">I", zlib.crc32(prelude)) + headers + body
    return message + struct.pack(">I", zlib.crc32(message))
