"""Clients of one shape: a model, messages, an answer with counts. What differs is data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..propagation import place_of
from ..sites.known import Opener
from .adapter import Adapter, Request
from .content import parts_in, said
from .fields import first_of, list_in, number_in, pick, text_in
from .openai import ADAPTER as OPENAI
from .openai import sampling_attributes
from .recording import Recording


class Shape(NamedTuple):
    provider: str
    method: re.Pattern[str]
    """What is a call, with the verb as its first group; without one, it embeds."""
    streams: frozenset[str]
    base: tuple[str, ...]
    """Where the receiver keeps the address that it talks to."""
    positional: tuple[str, ...] = ("model",)
    """Names of positional arguments, after them those of `more` by the method."""
    more: Mapping[str, tuple[str, ...]] = {}


class SimpleAdapter(Adapter):
    """Answers are read as OpenAI's where they look like that, else by the names that vendors use."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def names(self, method: str) -> tuple[str, ...]:
        return (*self._shape.positional, *self._shape.more.get(method, ()))

    def find(self, name: str) -> Opener | None:
        method = self.method_of(name)
        return None if method is None else self.opener(method)

    def method_of(self, name: str) -> str | None:
        match = self._shape.method.match(name)
        return None if match is None else match[1] or "embed"

    def request(self, owner: Any, method: str, body: dict[str, Any]) -> Request | None:
        operation = "embeddings" if "embed" in method or "feature" in method else "chat"
        if method in ("generate", "text_generation"):
            operation = "text_completion"
        if method == "rerank":
            operation = "rerank"
        return Request(
            operation,
            text_in(body, "model") or text_in(owner, "model"),
            self._shape.provider,
            method in self._shape.streams or body.get("stream") is True,
            place_of(str(pick(owner, *self._shape.base) or "")),
            {} if operation == "embeddings" else sampling_attributes({**body, **_options(body)}),
        )

    def response(self, recording: Recording, body: Any) -> None:
        if pick(body, "choices") is not None:
            return OPENAI.response(recording, body)
        recording.identify(first_of(pick(body, "id"), pick(body, "response_id")), pick(body, "model"))
        recording.use_tokens(_usage(body))
        reason = first_of(pick(body, "finish_reason"), pick(body, "done_reason"))
        if isinstance(reason, str):
            recording.reasons[0] = text_in({"r": reason}, "r").lower()
        content = first_of(pick(body, "message", "content"), pick(body, "response"))
        if recording.captures and content is not None:
            recording.output[0] = parts_in(content)

    def chunk(self, recording: Recording, chunk: Any) -> None:
        inner = first_of(pick(chunk, "data"), chunk)
        if pick(inner, "choices") is not None:
            return OPENAI.chunk(recording, inner)
        delta = pick(inner, "delta")
        recording.identify(first_of(pick(inner, "id"), pick(inner, "response_id")), pick(inner, "model"))
        recording.use_tokens(_usage(delta) if pick(delta, "usage") is not None else _usage(inner))
        reason = first_of(pick(delta, "finish_reason"), pick(inner, "done_reason"))
        if isinstance(reason, str):
            recording.reasons[0] = text_in({"r": reason}, "r").lower()
        text = first_of(
            pick(delta, "message", "content", "text"), pick(inner, "message", "content"), pick(inner, "response")
        )
        if recording.captures and isinstance(text, str) and text:
            parts = recording.output.setdefault(0, [said("")])
            parts[0]["content"] += text

    def input(self, recording: Recording, body: dict[str, Any]) -> None:
        asked = first_of(body.get("messages"), body.get("prompt"), body.get("message"), body.get("input"))
        OPENAI.input(recording, {"messages": asked, "tools": body.get("tools")})


def _options(body: dict[str, Any]) -> dict[str, Any]:
    options = body.get("options")
    if not isinstance(options, dict):
        return {}
    return {**options, "max_tokens": options.get("num_predict")}


def _usage(body: Any) -> dict[str, Any]:
    usage = pick(body, "usage")
    billed = first_of(pick(usage, "billed_units"), pick(body, "meta", "billed_units"), usage)
    given = first_of(
        *(number_in(billed, it) for it in ("input_tokens", "prompt_tokens")), number_in(body, "prompt_eval_count")
    )
    made = first_of(
        *(number_in(billed, it) for it in ("output_tokens", "completion_tokens")), number_in(body, "eval_count")
    )
    return {"input_tokens": given, "output_tokens": made}


def vectors_in(body: Any) -> int:
    return len(list_in(body, "data"))
