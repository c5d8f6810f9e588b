"""What is learnt about one LLM call while it runs, and its span's one end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..clock import now
from ..config import settings
from ..errors import LONGEST_MESSAGE, error_message, error_type, is_cancel
from ..span import CLIENT, Span
from ..state import state
from ..tracer import end_span
from ..warn import swallow
from .content import Part, spell_content
from .cost import cost_of, price_of
from .fields import pick

Usage = Mapping[str, "int | float | None"]
# Operations whose answers say why they stop.
GENERATES = frozenset(("chat", "text_completion", "generate_content"))


def cached_usage(fresh: Any, read: Any, written: Any) -> dict[str, Any]:
    """
    Of vendors that count cached tokens beside the others: the conventions want the total (gen-ai-spans.md,
    `gen_ai.usage.input_tokens`).
    """
    return {
        "input_tokens": None if fresh is None else fresh + (read or 0) + (written or 0),
        "cache_read.input_tokens": read,
        "cache_write.input_tokens": written,
    }


class Recording:
    def __init__(self, span: Span, operation: str, streaming: bool) -> None:
        self.span = span
        self.operation = operation
        self.streaming = streaming
        self.captures = settings().capture_content
        self.ended = False
        self.cancelled = False
        # One per choice, in the order of the choices; None is a reason that has not come.
        self.reasons: dict[int, str | None] = {}
        # Filled only when content is asked for: parts by choice.
        self.output: dict[int, list[Part]] = {}
        self._usage: dict[str, int | float] = {}
        self._identified = False
        self._first_chunk = 0.0
        state.open_calls[self] = None

    def set(self, key: str, value: Any) -> None:
        if value not in (None, ""):
            self.span.set(key, value)

    def show(self, key: str, messages: list[Any]) -> None:
        """Content: what people and models said."""
        if messages:
            self.span.set(key, spell_content(messages))

    def identify(self, id: Any, model: Any) -> None:
        """The response's id and model, of the first response that says them."""
        if self._identified or not (id or model):
            return
        self._identified = True
        self.set("gen_ai.response.id", id if isinstance(id, str) else None)
        self.set("gen_ai.response.model", model if isinstance(model, str) else None)

    def use_tokens(self, usage: Usage) -> None:
        """Replaces what is known: counts of a stream grow until its end."""
        for key, count in usage.items():
            if isinstance(count, (int, float)):
                self._usage[key] = count

    def saw_chunk(self) -> None:
        if not self._first_chunk:
            self._first_chunk = now()

    def end(self, moment: float | None = None) -> None:
        """Ends the span as it stands; a reason that was expected and has not come is `error`."""
        if self.ended:
            return
        self.ended = True
        state.open_calls.pop(self, None)
        try:
            self._conclude()
        except Exception as error:
            swallow(error)
        end_span(self.span, moment)

    def cancel(self) -> None:
        """The program gave up before all had come, which is no error of the call."""
        self.cancelled = True
        self.end()

    def fail(self, error: BaseException) -> None:
        if self.ended:
            return
        if is_cancel(error):
            return self.cancel()
        status = pick(error, "status_code")
        if status is None:
            status = pick(error, "response", "ResponseMetadata", "HTTPStatusCode") or pick(error, "code")
        kind = str(status) if isinstance(status, int) else error_type(error)
        # A vendor's message repeats prompts and keys: content, like the answer.
        message = error_message(error) if self.captures or not _quotes(error) else ""
        self.span.fail(kind, message[:LONGEST_MESSAGE])
        self.end()

    def _conclude(self) -> None:
        span = self.span
        for key, count in self._usage.items():
            span.set(f"gen_ai.usage.{key}", count)
        reasons = [self.reasons.get(at) or "error" for at in range(max(self.reasons, default=-1) + 1)]
        if not reasons and self.cancelled and self.operation in GENERATES:
            reasons = ["error"]
        if reasons:
            span.set("gen_ai.response.finish_reasons", reasons)
        if self.streaming and self._first_chunk:
            span.set("gen_ai.response.time_to_first_chunk", self._first_chunk - span.start)
        if self.output:
            self.show("gen_ai.output.messages", [self._message(at) for at in sorted(self.output)])
        prices = settings().prices
        if prices is not None and span.kind == CLIENT:
            self._price(prices)

    def _message(self, at: int) -> dict[str, Any]:
        message: dict[str, Any] = {"role": "assistant", "parts": self.output[at]}
        if self.reasons.get(at):
            message["finish_reason"] = self.reasons[at]
        return message

    def _price(self, prices: Mapping[str, Any]) -> None:
        known = self.span.attributes
        provider = str(known.get("gen_ai.provider.name", ""))
        names = (known.get("gen_ai.response.model"), known.get("gen_ai.request.model"))
        price = next(filter(None, (price_of(prices, provider, str(name or "")) for name in names)), None)
        if price is not None:
            self.set("onetrace.cost.usd", cost_of(price, self._usage))


def _quotes(error: BaseException) -> bool:
    """An answer of the vendor's, and not a fault of the way there."""
    return pick(error, "response") is not None or pick(error, "body") is not None
