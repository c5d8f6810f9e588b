"""
Subclasses of clients' streams, managers and responses that tell a watch what passes. The very object stays: its class
is replaced by one of the same name, so that it is still an instance of what it was.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

from .context import enter_span, leave_span
from .settle import trim_frame
from .span import Span


class Watch:
    """What belongs to one watched object."""

    span: Span

    def read(self, item: Any) -> None:
        """It has given something."""

    def end(self) -> None:
        """It has come to its own end."""

    def fail(self, error: BaseException) -> None:
        """A step of it has raised."""

    def cancel(self) -> None:
        """It was closed, or is gone, whether or not it had ended."""

    def entered(self, entered: Any) -> None:
        """A manager gave something else than itself."""

    def parsed(self, result: Any) -> Any:
        """A raw response was asked for its body, or will be."""
        return result


# By the identity of a watched object; gone with it.
_watched: dict[int, tuple[weakref.ref[Any], Watch]] = {}
_twins: dict[type, type] = {}


def watch_object(thing: Any, watch: Watch) -> bool:
    """False where it cannot be: no weak reference, or a class of C."""
    key = id(thing)

    def gone(_: object) -> None:
        _watched.pop(key, None)
        watch.cancel()

    try:
        reference = weakref.ref(thing, gone)
        thing.__class__ = twin_of(type(thing))
    except TypeError:
        return False
    _watched[key] = (reference, watch)
    return True


def watch_of(thing: Any) -> Watch:
    return _watched[id(thing)][1]


def twin_of(kind: type) -> type:
    """Made once a class."""
    twin = _twins.get(kind)
    if twin is None:
        twin = _twins[kind] = _make(kind)
        _twins[twin] = twin
    return twin


def _make(kind: type) -> type:
    members: dict[str, Any] = {"__slots__": (), "__module__": kind.__module__, "__doc__": kind.__doc__}
    members["__qualname__"] = kind.__qualname__
    for name, make in MAKERS.items():
        method = getattr(kind, name, None)
        if callable(method):
            members[name] = _dressed(make(method), method)
    return type(kind)(kind.__name__, (kind,), members)


def _dressed(twin: Any, method: Any) -> Any:
    for name in ("__name__", "__qualname__", "__doc__"):
        setattr(twin, name, getattr(method, name, getattr(twin, name)))
    return twin


class Step:
    """One step of a watched object: what stops it is its end, anything else its failure."""

    __slots__ = ("_stops", "_watch")

    def __init__(self, watch: Watch, stops: type[BaseException]) -> None:
        self._watch = watch
        self._stops = stops

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if error is None:
            return
        if isinstance(error, self._stops):
            # Whoever breaks off a generator may go on later: only the stream's own end is one.
            if kind is not GeneratorExit:
                self._watch.end()
            return
        self._watch.fail(error)
        trim_frame(error)


def _next(method: Callable[..., Any]) -> Any:
    def step(self: Any) -> Any:
        watch = watch_of(self)
        with Step(watch, StopIteration):
            item = method(self)
        watch.read(item)
        return item

    return step


def _anext(method: Callable[..., Any]) -> Any:
    async def step(self: Any) -> Any:
        watch = watch_of(self)
        with Step(watch, StopAsyncIteration):
            item = await method(self)
        watch.read(item)
        return item

    return step


def _iter(method: Callable[..., Any]) -> Any:
    def steps(self: Any) -> Any:
        inner = method(self)
        return inner if inner is self else _watched_items(inner, watch_of(self))

    return steps


def _watched_items(inner: Any, watch: Watch) -> Any:
    with Step(watch, GeneratorExit):
        for item in inner:
            watch.read(item)
            yield item
    watch.end()


def _aiter(method: Callable[..., Any]) -> Any:
    def steps(self: Any) -> Any:
        inner = method(self)
        return inner if inner is self else _awaited_items(inner, watch_of(self))

    return steps


async def _awaited_items(inner: Any, watch: Watch) -> Any:
    with Step(watch, GeneratorExit):
        async for item in inner:
            watch.read(item)
            yield item
    watch.end()


def _close(method: Callable[..., Any]) -> Any:
    """Also `__exit__`; `close` of an asynchronous stream is a coroutine function."""
    if iscoroutinefunction(method):

        async def close_later(self: Any, *args: Any) -> Any:
            try:
                return await method(self, *args)
            finally:
                watch_of(self).cancel()

        return close_later

    def close(self: Any, *args: Any) -> Any:
        try:
            return method(self, *args)
        finally:
            if not hasattr(type(self), "__await__"):
                watch_of(self).cancel()

    return close


class Entering:
    """A manager is entered inside of its span; what it raises there is its failure."""

    __slots__ = ("_outer", "_watch")

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def __enter__(self) -> None:
        self._outer = enter_span(self._watch.span)

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        leave_span(self._watch.span, self._outer)
        if error is not None:
            self._watch.fail(error)
            trim_frame(error)


def _enter(method: Callable[..., Any]) -> Any:
    def enter(self: Any) -> Any:
        watch = watch_of(self)
        with Entering(watch):
            entered = method(self)
        return _entered(self, entered, watch)

    return enter


def _aenter(method: Callable[..., Any]) -> Any:
    async def enter(self: Any) -> Any:
        watch = watch_of(self)
        with Entering(watch):
            entered = await method(self)
        return _entered(self, entered, watch)

    return enter


def _entered(manager: Any, entered: Any, watch: Watch) -> Any:
    if entered is not manager and entered is not None:
        watch.entered(entered)
    return entered


def _parse(method: Callable[..., Any]) -> Any:
    if iscoroutinefunction(method):

        async def parse_later(self: Any, *args: Any, **kwargs: Any) -> Any:
            return watch_of(self).parsed(await method(self, *args, **kwargs))

        return parse_later

    def parse(self: Any, *args: Any, **kwargs: Any) -> Any:
        return watch_of(self).parsed(method(self, *args, **kwargs))

    return parse


MAKERS: dict[str, Callable[[Any], Any]] = {
    "__next__": _next,
    "__anext__": _anext,
    "__iter__": _iter,
    "__aiter__": _aiter,
    "close": _close,
    "aclose": _close,
    "__exit__": _close,
    "__aexit__": _close,
    "__enter__": _enter,
    "__aenter__": _aenter,
    "parse": _parse,
}
