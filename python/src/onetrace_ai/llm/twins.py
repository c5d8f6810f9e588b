"""Subclasses of clients' streams and managers that look at what passes. Made once a class, of the same name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..context import enter_span, leave_span
from ..settle import trim_frame

_twins: dict[type, type] = {}


def twin_of(kind: type) -> type:
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


def _watch(thing: Any) -> Any:
    from .watch import watch_of

    return watch_of(thing)


def _next(method: Callable[..., Any]) -> Any:
    def step(self: Any) -> Any:
        watch = _watch(self)
        try:
            item = method(self)
        except StopIteration:
            watch.recording.end()
            raise
        except BaseException as error:
            watch.recording.fail(error)
            trim_frame(error)
            raise
        watch.read(item)
        return item

    return step


def _anext(method: Callable[..., Any]) -> Any:
    async def step(self: Any) -> Any:
        watch = _watch(self)
        try:
            item = await method(self)
        except StopAsyncIteration:
            watch.recording.end()
            raise
        except BaseException as error:
            watch.recording.fail(error)
            trim_frame(error)
            raise
        watch.read(item)
        return item

    return step


def _iter(method: Callable[..., Any]) -> Any:
    def steps(self: Any) -> Any:
        inner = method(self)
        return inner if inner is self else _watched_items(inner, _watch(self))

    return steps


def _watched_items(inner: Any, watch: Any) -> Any:
    """Whoever breaks off may go on later: only the stream's own end is one."""
    try:
        for item in inner:
            watch.read(item)
            yield item
    except GeneratorExit:
        raise
    except BaseException as error:
        watch.recording.fail(error)
        trim_frame(error)
        raise
    watch.recording.end()


def _aiter(method: Callable[..., Any]) -> Any:
    def steps(self: Any) -> Any:
        inner = method(self)
        return inner if inner is self else _awaited_items(inner, _watch(self))

    return steps


async def _awaited_items(inner: Any, watch: Any) -> Any:
    try:
        async for item in inner:
            watch.read(item)
            yield item
    except GeneratorExit:
        raise
    except BaseException as error:
        watch.recording.fail(error)
        trim_frame(error)
        raise
    watch.recording.end()


def _close(method: Callable[..., Any]) -> Any:
    """Also `__exit__`: what was broken off before its end ends here."""

    def close(self: Any, *args: Any) -> Any:
        watch = _watch(self)
        try:
            result = method(self, *args)
        finally:
            if not hasattr(type(self), "__await__"):
                watch.recording.cancel()
        return result

    return close


def _aclose(method: Callable[..., Any]) -> Any:
    """`close` of an asynchronous stream is a coroutine function."""
    from inspect import iscoroutinefunction

    if not iscoroutinefunction(method):
        return _close(method)

    async def close(self: Any, *args: Any) -> Any:
        watch = _watch(self)
        try:
            return await method(self, *args)
        finally:
            watch.recording.cancel()

    return close


def _enter(method: Callable[..., Any]) -> Any:
    def enter(self: Any) -> Any:
        watch = _watch(self)
        outer = enter_span(watch.recording.span)
        try:
            entered = method(self)
        except BaseException as error:
            watch.recording.fail(error)
            trim_frame(error)
            raise
        finally:
            leave_span(watch.recording.span, outer)
        return _entered(self, entered, watch)

    return enter


def _aenter(method: Callable[..., Any]) -> Any:
    async def enter(self: Any) -> Any:
        watch = _watch(self)
        outer = enter_span(watch.recording.span)
        try:
            entered = await method(self)
        except BaseException as error:
            watch.recording.fail(error)
            trim_frame(error)
            raise
        finally:
            leave_span(watch.recording.span, outer)
        return _entered(self, entered, watch)

    return enter


def _entered(manager: Any, entered: Any, watch: Any) -> Any:
    """A manager gives the stream; a stream gives itself."""
    from .watch import watch_object

    if entered is not manager and entered is not None and not watch_object(entered, watch):
        watch.recording.end()
    return entered


def _parse(method: Callable[..., Any]) -> Any:
    from inspect import iscoroutinefunction

    from .watch import watch_result

    if iscoroutinefunction(method):

        async def parse_later(self: Any, *args: Any, **kwargs: Any) -> Any:
            watch = _watch(self)
            return watch_result(await method(self, *args, **kwargs), watch.recording, watch.adapter)

        return parse_later

    def parse(self: Any, *args: Any, **kwargs: Any) -> Any:
        watch = _watch(self)
        return watch_result(method(self, *args, **kwargs), watch.recording, watch.adapter)

    return parse


MAKERS: dict[str, Callable[[Any], Any]] = {
    "__next__": _next,
    "__anext__": _anext,
    "__iter__": _iter,
    "__aiter__": _aiter,
    "close": _aclose,
    "aclose": _aclose,
    "__exit__": _close,
    "__aexit__": _aclose,
    "__enter__": _enter,
    "__aenter__": _aenter,
    "parse": _parse,
}
