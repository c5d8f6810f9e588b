"""A loopback server that speaks the documented wire formats of LLM vendors, with deterministic answers."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .formats import (
    TEXT,
    WORDS,
    aws_event,
    cohere_chat,
    cohere_embed,
    cohere_events,
    cohere_rerank,
    converse_events,
    invoked_chunks,
    ollama_answer,
    ollama_chunks,
)

__all__ = ["TEXT", "LlmServer"]


class LlmServer:
    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.latency = 0.0
        self.per_chunk = 0.0
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"] or 0)) or b"{}")
                headers = {name.lower(): value for name, value in self.headers.items()}
                owner.requests.append({"path": self.path, "headers": headers, "body": body})
                time.sleep(owner.latency)
                owner.answer(self, body)

            def do_GET(self) -> None:
                owner.send(self, 200, _response("gpt-4o", TEXT))

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        path = handler.path.partition("?")[0]
        model = body.get("model", "")
        if model == "missing":
            return self.send(handler, 404, {"error": {"message": "no such model", "type": "invalid_request_error"}})
        if model == "breaks":
            return self.stream(handler, _chat_chunks("breaks", {})[:3], cut=True)
        if path.endswith("/chat/completions"):
            whole = _chat(model, body)
            return self.either(handler, body, whole, _chat_chunks(model, body))
        if path.endswith("/responses"):
            return self.either(handler, body, _response(model, TEXT), _response_events(model))
        if path.endswith("/embeddings"):
            return self.send(handler, 200, _embeddings(model, body))
        if path.endswith("/messages"):
            return self.either(handler, body, _message(model), _message_events(model), named=True)
        if ":generateContent" in path:
            return self.send(handler, 200, _gemini("".join(WORDS), True))
        if ":streamGenerateContent" in path:
            chunks = [_gemini(word, at == len(WORDS) - 1) for at, word in enumerate(WORDS)]
            return self.stream(handler, [f"data: {json.dumps(it)}\n\n" for it in chunks])
        if path.endswith("/converse"):
            return self.send(handler, 200, _converse())
        if path.startswith("/api/"):
            lines = [json.dumps(it) + "\n" for it in ollama_chunks(path, model)]
            return (
                self.stream(handler, lines)
                if body.get("stream")
                else self.send(handler, 200, ollama_answer(path, model))
            )
        if path == "/v2/chat":
            lines = [f"event: {it['type']}\ndata: {json.dumps(it)}\n\n" for it in cohere_events()]
            return self.stream(handler, lines) if body.get("stream") else self.send(handler, 200, cohere_chat())
        if path in ("/v2/embed", "/v2/rerank"):
            return self.send(handler, 200, cohere_embed() if path == "/v2/embed" else cohere_rerank())
        if path.endswith(("/converse-stream", "/invoke-with-response-stream")):
            events = converse_events() if path.endswith("/converse-stream") else invoked_chunks()
            return self.stream(handler, [aws_event(*it) for it in events], kind="application/vnd.amazon.eventstream")
        if path.endswith("/invoke"):
            return self.send(handler, 200, _message("m-1"))
        if ":batchEmbedContents" in path or ":embedContent" in path:
            return self.send(handler, 200, {"embeddings": [{"values": [0.0, 1.0]}]})
        return self.send(handler, 404, {"error": {"message": f"nothing at {path}"}})

    def either(self, handler: Any, body: dict[str, Any], whole: Any, chunks: list[Any], named: bool = False) -> None:
        if not body.get("stream"):
            return self.send(handler, 200, whole)
        events = [f"event: {it['type']}\n" if named or "type" in it else "" for it in chunks]
        lines = [f"{event}data: {json.dumps(it)}\n\n" for event, it in zip(events, chunks)]
        return self.stream(handler, lines if named else [*lines, "data: [DONE]\n\n"])

    def send(self, handler: Any, status: int, answer: Any) -> None:
        body = json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.send_header("x-request-id", "req_1")
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def stream(self, handler: Any, lines: list[Any], cut: bool = False, kind: str = "text/event-stream") -> None:
        handler.send_response(200)
        handler.send_header("content-type", kind)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        for line in lines:
            data = (
                line
                if isinstance(line, bytes)
                else line.encode()
                if isinstance(line, str)
                else f"data: {json.dumps(line)}\n\n".encode()
            )
            time.sleep(self.per_chunk)
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            handler.wfile.flush()
        if cut:
            handler.close_connection = True
            handler.connection.close()
        else:
            handler.wfile.write(b"0\r\n\r\n")


USAGE = {
    "prompt_tokens": 12,
    "completion_tokens": 6,
    "total_tokens": 18,
    "prompt_tokens_details": {"cached_tokens": 4},
    "completion_tokens_details": {"reasoning_tokens": 2},
}


def _chat(model: str, body: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": TEXT}
    reason = "stop"
    if body.get("tools"):
        call = {"id": "call_1", "type": "function", "function": {"name": "add", "arguments": '{"a":2}'}}
        message, reason = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    if (body.get("response_format") or {}).get("type") == "json_schema":
        message["content"] = '{"value": 4}'
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": f"{model}-2024-08-06",
        "system_fingerprint": "fp_1",
        "choices": [{"index": 0, "message": message, "finish_reason": reason, "logprobs": None}],
        "usage": USAGE,
    }


def _chat_chunks(model: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    base = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": f"{model}-2024-08-06",
        "system_fingerprint": "fp_1",
    }
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}, *({"content": word} for word in WORDS)]
    chunks = [{**base, "choices": [{"index": 0, "delta": it, "finish_reason": None}]} for it in deltas]
    chunks.append({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    if (body.get("stream_options") or {}).get("include_usage"):
        chunks.append({**base, "choices": [], "usage": USAGE})
    return chunks


def _response(model: str, text: str) -> dict[str, Any]:
    return {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "status": "completed",
        "model": f"{model}-2024-08-06",
        "output": [
            {
                "id": "msg_1",
                "type": "message",
                "role": "assistant",
                "status": "completed",
                "content": [{"type": "output_text", "text": text, "annotations": []}],
            }
        ],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": 12,
            "input_tokens_details": {"cached_tokens": 4},
            "output_tokens": 6,
            "output_tokens_details": {"reasoning_tokens": 2},
            "total_tokens": 18,
        },
    }


def _response_events(model: str) -> list[dict[str, Any]]:
    whole = _response(model, TEXT)
    item = whole["output"][0]
    empty = {**item, "content": [], "status": "in_progress"}
    part = {"type": "output_text", "text": "", "annotations": []}
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    events: list[dict[str, Any]] = [
        {"type": "response.created", "response": {**whole, "status": "in_progress", "output": [], "usage": None}},
        {"type": "response.output_item.added", "output_index": 0, "item": empty},
        {"type": "response.content_part.added", **place, "part": part},
        *({"type": "response.output_text.delta", **place, "delta": word, "logprobs": []} for word in WORDS),
        {"type": "response.output_text.done", **place, "text": TEXT, "logprobs": []},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]
    return [{**event, "sequence_number": at} for at, event in enumerate(events)]


def _embeddings(model: str, body: dict[str, Any]) -> dict[str, Any]:
    given = body["input"] if isinstance(body["input"], list) else [body["input"]]
    vector = "AAAAAAAAgD8=" if body.get("encoding_format") == "base64" else [0.0, 1.0]
    data = [{"object": "embedding", "index": at, "embedding": vector} for at in range(len(given))]
    return {
        "id": "emb_1",
        "object": "list",
        "model": model,
        "data": data,
        "usage": {"prompt_tokens": 3, "total_tokens": 3},
    }


def _message(model: str) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": f"{model}-20260101",
        "content": [{"type": "text", "text": TEXT}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {
            "input_tokens": 8,
            "cache_read_input_tokens": 4,
            "cache_creation_input_tokens": 0,
            "output_tokens": 6,
        },
    }


def _message_events(model: str) -> list[dict[str, Any]]:
    whole = _message(model)
    start = {**whole, "content": [], "stop_reason": None, "usage": {**whole["usage"], "output_tokens": 1}}
    return [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": word}} for word in WORDS),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"output_tokens": 6},
        },
        {"type": "message_stop"},
    ]


def _gemini(text: str, last: bool) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}
    answer: dict[str, Any] = {
        "candidates": [candidate],
        "modelVersion": "gemini-3-flash-001",
        "responseId": "gem_1",
    }
    if last:
        candidate["finishReason"] = "STOP"
        answer["usageMetadata"] = {"promptTokenCount": 12, "candidatesTokenCount": 6, "totalTokenCount": 18}
    return answer


def _converse() -> dict[str, Any]:
    return {
        "output": {"message": {"role": "assistant", "content": [{"text": TEXT}]}},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 12, "outputTokens": 6, "totalTokens": 18},
        "metrics": {"latencyMs": 1},
    }
