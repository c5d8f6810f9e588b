"""Seeing what a client's method gave, without the program noticing: the very object is handed on."""

from __future__ import annotations

import json
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import TYPE_CHECKING, Any

from ..settle import Follower, Held, follow_async, follow_generator, inside_steps, name_like, trim_frame
from ..twins import Watch, watch_object
from ..warn import swallow
from .recording import Recording

if TYPE_CHECKING:
    from .adapter import Adapter


class ModelWatch(Watch):
    __slots__ = ("adapter", "recording", "span")

    def __init__(self, recording: Recording, adapter: Adapter) -> None:
        self.recording = recording
        self.adapter = adapter
        self.span = recording.span

    def read(self, item: Any) -> None:
        if self.recording.ended:
            return
        try:
            self.recording.saw_chunk()
            self.adapter.chunk(self.recording, item)
        except Exception as error:
            swallow(error)

    def end(self) -> None:
        self.recording.end()

    def fail(self, error: BaseException) -> None:
        self.recording.fail(error)

    def cancel(self) -> None:
        if not self.recording.ended:
            self.recording.cancel()

    def entered(self, entered: Any) -> None:
        if not watch_object(entered, self):
            self.recording.end()

    def parsed(self, result: Any) -> Any:
        return watch_result(result, self.recording, self.adapter)


class Chunks(Follower):
    """A generator that yields chunks."""

    def __init__(self, recording: Recording, adapter: Adapter) -> None:
        super().__init__(recording.span)
        self._watch = ModelWatch(recording, adapter)

    def item(self, item: Any) -> None:
        self._watch.read(item)

    def failed(self, error: BaseException) -> None:
        self._watch.recording.fail(error)

    def ended(self) -> None:
        self._watch.recording.end()


def watch_result(result: Any, recording: Recording, adapter: Adapter) -> Any:
    """Ends the recording with the result, whenever that is. The result, or one that does the same."""
    if isinstance(result, CoroutineType):
        return name_like(_coroutine(Held(result, recording.cancel), recording, adapter), result)
    if isinstance(result, GeneratorType):
        return name_like(follow_generator(Chunks(recording, adapter), result), result)
    if isinstance(result, AsyncGeneratorType):
        return name_like(follow_async(Chunks(recording, adapter), result), result)
    form = _forms.get(type(result)) or _form_of(type(result))
    if form == "steps" or (form == "raw" and _is_unread(result, recording)):
        if not watch_object(result, ModelWatch(recording, adapter)):
            recording.end()
        return result
    if isinstance(result, dict) and hasattr(result.get("stream", result.get("body")), "__iter__"):
        _watch_member(result, recording, adapter)
        return result
    read_whole(result, recording, adapter)
    return result


def read_whole(result: Any, recording: Recording, adapter: Adapter) -> None:
    try:
        adapter.response(recording, _body_of(result))
    except Exception as error:
        swallow(error)
    recording.end()


# By class, since classes of models answer slowly: 'steps' (streams, managers), 'raw' (responses to be parsed), 'whole'.
_forms: dict[type, str] = {}
_MOST_FORMS = 1000


def _form_of(kind: type) -> str:
    form = "whole"
    if hasattr(kind, "parse") and hasattr(kind, "http_response" if "http_response" in dir(kind) else "headers"):
        form = "raw"
    elif (
        hasattr(kind, "__next__")
        or hasattr(kind, "__anext__")
        or hasattr(kind, "__enter__")
        or hasattr(kind, "__aenter__")
    ):
        form = "steps"
    if len(_forms) < _MOST_FORMS:
        _forms[kind] = form
    return form


def _is_unread(result: Any, recording: Recording) -> bool:
    """A raw response whose body somebody will ask for, or never."""
    return recording.streaming or not getattr(result.http_response, "is_closed", False)


def _body_of(result: Any) -> Any:
    """A raw response has been read by its client: the body is there."""
    if _forms.get(type(result)) == "raw":
        return json.loads(result.http_response.content)
    return result


def _watch_member(result: dict[str, Any], recording: Recording, adapter: Adapter) -> None:
    """AWS' answers hold their stream."""
    key = "stream" if "stream" in result else "body"
    if recording.streaming and watch_object(result[key], ModelWatch(recording, adapter)):
        return
    read_whole(result, recording, adapter)


async def _coroutine(held: Held, recording: Recording, adapter: Adapter) -> Any:
    held.started = True
    try:
        result = await inside_steps(recording.span, held.coroutine)
    except BaseException as error:
        recording.fail(error)
        trim_frame(error, 2)
        raise
    return watch_result(result, recording, adapter)
