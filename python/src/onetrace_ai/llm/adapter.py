"""The contract of a vendor family, and what a call of it does when it runs."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from ..config import settings
from ..context import active_span
from ..propagation import Place
from ..sites.known import Opener
from ..sites.pending import Pending, inside_client
from ..span import CLIENT, Span
from ..tracer import start_span
from ..warn import swallow
from .recording import Recording
from .watch import watch_result


class Request(NamedTuple):
    """What a call asks for, as far as it is known when it begins (semantic conventions: sampling-relevant)."""

    operation: str
    """`gen_ai.operation.name`."""
    model: str
    provider: str
    stream: bool = False
    place: Place | None = None
    attributes: dict[str, Any] = {}


class Adapter:
    """One a vendor family. `method` is the qualified name that was called, `AsyncCompletions.create`."""

    # Names of positional arguments, for clients that take any.
    positional: tuple[str, ...] = ()

    def names(self, method: str) -> tuple[str, ...]:
        return self.positional

    def request(self, owner: Any, method: str, body: dict[str, Any]) -> Request | None:
        """None: this is no call of a model, and none of our business."""
        raise NotImplementedError

    def response(self, recording: Recording, body: Any) -> None:
        """Reads a whole response."""

    def chunk(self, recording: Recording, chunk: Any) -> None:
        """Reads one chunk of a streamed response."""

    def input(self, recording: Recording, body: dict[str, Any]) -> None:
        """Reads the request's messages, when content is asked for."""

    def opener(self, method: str) -> Opener:
        return partial(LlmCall, self, method)


class LlmCall(Pending):
    __slots__ = ("_adapter", "_method", "_recording")

    def __init__(self, adapter: Adapter, method: str, site: str, callee: Any) -> None:
        super().__init__(site, callee)
        self._adapter = adapter
        self._method = method
        self._recording: Recording | None = None

    def begin(self) -> Span | None:
        active = active_span()
        if not (settings().recording if active is None else active.trace.recording) or inside_client():
            return None
        body = {**dict(zip(self._adapter.names(self._method), self.args)), **self.kwargs}
        request = self._adapter.request(self._owner(), self._method, body)
        if request is None:
            return None
        span = start_span(f"{request.operation} {request.model}".strip(), CLIENT)
        span.opaque = True
        describe_request(span, request)
        self._recording = Recording(span, request.operation, request.stream)
        if self._recording.captures:
            try:
                self._adapter.input(self._recording, body)
            except Exception as error:
                swallow(error)
        return span

    def _owner(self) -> Any:
        """The resource; `with_raw_response.create` wraps its method in a function."""
        return owner_of(self.callee)

    def finish(self, result: Any) -> Any:
        recording = self._recording
        return result if recording is None else watch_result(result, recording, self._adapter)

    def finish_failed(self, error: BaseException) -> None:
        if self._recording is not None:
            self._recording.fail(error)


def owner_of(callee: Any) -> Any:
    """What a method belongs to, also of one that its client has put into a function."""
    return getattr(getattr(callee, "__wrapped__", callee), "__self__", None) or getattr(callee, "__self__", None)


def describe_request(span: Span, request: Request) -> None:
    span.set("gen_ai.operation.name", request.operation).set("gen_ai.provider.name", request.provider)
    if request.model:
        span.set("gen_ai.request.model", request.model)
    if request.stream:
        span.set("gen_ai.request.stream", True)
    place = request.place
    if place is not None:
        span.set("server.address", place.host)
        span.set("server.port", place.port or (443 if place.scheme == "https" else 80))
    span.set_all({key: value for key, value in request.attributes.items() if value != ""})
