"""
Seeing what a client's method gave, without the program noticing: the very object is handed on. A stream's class is
replaced by a subclass of the same name, so that it is still an instance of what it was.
"""

from __future__ import annotations

import json
import weakref
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import TYPE_CHECKING, Any

from ..settle import Follower, Held, follow_async, follow_generator, inside_steps, trim_frame
from ..warn import swallow
from .recording import Recording
from .twins import twin_of

if TYPE_CHECKING:
    from .adapter import Adapter


class Watch:
    """What belongs to one watched object."""

    __slots__ = ("adapter", "recording")

    def __init__(self, recording: Recording, adapter: Adapter) -> None:
        self.recording = recording
        self.adapter = adapter

    def read(self, chunk: Any) -> None:
        if self.recording.ended:
            return
        try:
            self.recording.saw_chunk()
            self.adapter.chunk(self.recording, chunk)
        except Exception as error:
            swallow(error)


class Chunks(Follower):
    """A generator that yields chunks."""

    def __init__(self, recording: Recording, adapter: Adapter) -> None:
        super().__init__(recording.span)
        self._watch = Watch(recording, adapter)

    def item(self, item: Any) -> None:
        self._watch.read(item)

    def failed(self, error: BaseException) -> None:
        self._watch.recording.fail(error)

    def ended(self) -> None:
        self._watch.recording.end()


# By the identity of a watched object; gone with it.
_watched: dict[int, tuple[weakref.ref[Any], Watch]] = {}


def watch_of(thing: Any) -> Watch | None:
    entry = _watched.get(id(thing))
    return None if entry is None else entry[1]


def watch_result(result: Any, recording: Recording, adapter: Adapter) -> Any:
    """Ends the recording with the result, whenever that is. The result, or one that does the same."""
    if isinstance(result, CoroutineType):
        return _renamed(_coroutine(Held(result, recording.cancel), recording, adapter), result)
    if isinstance(result, GeneratorType):
        return _renamed(follow_generator(Chunks(recording, adapter), result), result)
    if isinstance(result, AsyncGeneratorType):
        return _renamed(follow_async(Chunks(recording, adapter), result), result)
    form = _forms.get(type(result)) or _form_of(type(result))
    if form == "steps" or (form == "raw" and _is_unread(result, recording)):
        if not watch_object(result, Watch(recording, adapter)):
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


def watch_object(thing: Any, watch: Watch) -> bool:
    """False where it cannot be: no weak reference, or a class of C."""
    key, recording = id(thing), watch.recording

    def gone(_: object) -> None:
        _watched.pop(key, None)
        recording.cancel()

    try:
        reference = weakref.ref(thing, gone)
        thing.__class__ = twin_of(type(thing))
    except TypeError:
        return False
    _watched[key] = (reference, watch)
    return True


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
    if recording.streaming and watch_object(result[key], Watch(recording, adapter)):
        return
    read_whole(result, recording, adapter)


def _renamed(twin: Any, original: Any) -> Any:
    twin.__name__, twin.__qualname__ = original.__name__, original.__qualname__
    return twin


async def _coroutine(held: Held, recording: Recording, adapter: Adapter) -> Any:
    held.started = True
    try:
        result = await inside_steps(recording.span, held.coroutine)
    except BaseException as error:
        recording.fail(error)
        trim_frame(error, 2)
        raise
    return watch_result(result, recording, adapter)
