"""
What a function gave when it was called: nothing more to wait for, or something that runs later. Between two
steps of it nothing stays attached, so it may be resumed, closed or collected in any context.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from types import AsyncGeneratorType, CoroutineType, GeneratorType, coroutine
from typing import Any

from .context import switch_place
from .errors import fail_span
from .span import Span
from .tracer import end_span

# From 3.11 an exception's own traceback can be changed before it is raised again without being added to.
TRIMS = sys.version_info >= (3, 11)


def settle_result(span: Span, result: Any) -> Any:
    """Ends `span` now, or when what `result` runs has ended. The result, or one that does the same."""
    found = result
    if isinstance(found, CoroutineType):
        return name_like(follow_coroutine(span, Held(found, lambda: end_span(span))), found)
    if isinstance(found, GeneratorType):
        return name_like(follow_generator(Follower(span), found), found)
    if isinstance(found, AsyncGeneratorType):
        return name_like(follow_async(Follower(span), found), found)
    if hasattr(found, "add_done_callback") and hasattr(found, "exception"):
        _watch_future(span, found)
    else:
        end_span(span)
    return result


class Held:
    """A coroutine that may never be awaited: then it alone warns of that, once, and its span ends."""

    __slots__ = ("abandon", "coroutine", "started")

    def __init__(self, coroutine: Any, abandon: Callable[[], None]) -> None:
        self.coroutine = coroutine
        self.abandon = abandon
        self.started = False

    def __del__(self) -> None:
        if not self.started:
            self.coroutine.close()  # ours, which follows it, has warned already, under its name
            self.abandon()


def name_like(twin: Any, original: Any) -> Any:
    """What runs in the place of a coroutine or a generator has its names."""
    twin.__name__, twin.__qualname__ = original.__name__, original.__qualname__
    return twin


async def follow_coroutine(span: Span, held: Held) -> Any:
    held.started = True
    try:
        return await inside_steps(span, held.coroutine)
    except BaseException as error:
        fail_span(span, error)
        trim_frame(error, 2)
        raise
    finally:
        end_span(span)


@coroutine
def inside_steps(span: Span, inner: Coroutine[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """Awaits it with `span` active in each step, and never between two."""
    step: Callable[[Any], Any] = inner.send
    given: Any = None
    place: Any = span
    while True:
        outer = switch_place(place)
        try:
            item = step(given)
        except StopIteration as stop:
            return stop.value
        finally:
            place = switch_place(outer)
        try:
            given = yield item
            step = inner.send
        except GeneratorExit:
            inner.close()
            raise
        except BaseException as error:
            step, given = inner.throw, error


def trim_frame(error: BaseException, frames: int = 1) -> None:
    """Takes our own frames away, which are the first of its traceback; a bare `raise` has to follow."""
    for _ in range(frames if TRIMS else 0):
        if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
            error.__traceback__ = error.__traceback__.tb_next


class Follower:
    """What is told of the steps of a generator: a span that is active in each, and ends with it."""

    def __init__(self, span: Span) -> None:
        self.span = span

    def item(self, item: Any) -> None:
        pass

    def failed(self, error: BaseException) -> None:
        fail_span(self.span, error)

    def ended(self) -> None:
        end_span(self.span)


def follow_generator(follower: Follower, inner: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    place: Any = follower.span
    step: Callable[[Any], Any] = inner.send
    given: Any = None
    try:
        while True:
            outer = switch_place(place)
            try:
                item = step(given)
            except StopIteration as stop:
                return stop.value
            finally:
                place = switch_place(outer)
            follower.item(item)
            try:
                given = yield item
                step = inner.send
            except GeneratorExit:
                inner.close()
                raise
            except BaseException as error:
                step, given = inner.throw, error
    except BaseException as error:
        follower.failed(error)
        trim_frame(error)
        raise
    finally:
        follower.ended()


async def follow_async(follower: Follower, inner: AsyncGenerator[Any, Any]) -> AsyncGenerator[Any, Any]:
    place: Any = follower.span
    step: Callable[[Any], Coroutine[Any, Any, Any]] = inner.asend
    given: Any = None
    try:
        while True:
            outer = switch_place(place)
            try:
                item = await step(given)
            except StopAsyncIteration:
                return
            finally:
                place = switch_place(outer)
            follower.item(item)
            try:
                given = yield item
                step = inner.asend
            except GeneratorExit:
                await inner.aclose()
                raise
            except BaseException as error:
                step, given = inner.athrow, error
    except BaseException as error:
        follower.failed(error)
        trim_frame(error)
        raise
    finally:
        follower.ended()


def _watch_future(span: Span, future: Any) -> None:
    def done(finished: Any) -> None:
        if not finished.cancelled():
            error = finished.exception()
            if error is not None:
                fail_span(span, error)
        end_span(span)

    future.add_done_callback(done)
