from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar, overload

from .context import active_span, run_inside
from .errors import fail_span
from .settle import Follower, Held, follow_async, follow_coroutine, follow_generator
from .span import INTERNAL, KINDS, Span
from .tracer import end_span, start_span

F = TypeVar("F", bound=Callable[..., Any])
GENERATOR, COROUTINE, ASYNC_GENERATOR = 0x20, 0x80, 0x200


@overload
def traced(fn: F, /) -> F: ...


@overload
def traced(
    name: str | None = None, /, *, attributes: Mapping[str, Any] | None = None, kind: str = "internal"
) -> Callable[[F], F]: ...


def traced(target: Any = None, /, *, attributes: Mapping[str, Any] | None = None, kind: str = "internal") -> Any:
    """
    `@traced`, `@traced("name")`, `@traced(attributes={…}, kind="client")`: gives every call of a function a span, a
    child of the active one. Async functions, generators and async generators stay what they are.
    """
    if callable(target):
        return _decorate(target, None, attributes or {}, INTERNAL)

    def decorate(fn: F) -> F:
        decorated: F = _decorate(fn, target, attributes or {}, KINDS.get(kind, INTERNAL))
        return decorated

    return decorate


def _decorate(fn: Any, name: str | None, attributes: Mapping[str, Any], kind: int) -> Any:
    if isinstance(fn, (staticmethod, classmethod)):
        return type(fn)(_decorate(fn.__func__, name, attributes, kind))
    title = name or getattr(fn, "__qualname__", None) or type(fn).__name__

    def begin() -> Span:
        return start_span(title, kind, active_span()).set_all(attributes)

    flags = getattr(getattr(fn, "__code__", None), "co_flags", 0)
    made = _async_form if flags & COROUTINE else _later_form if flags & (GENERATOR | ASYNC_GENERATOR) else _plain_form
    wrapper = made(fn, begin, flags)
    return wraps(fn)(wrapper)


def _plain_form(fn: Any, begin: Callable[[], Span], _: int) -> Any:
    def traced_call(*args: Any, **kwargs: Any) -> Any:
        span = begin()
        try:
            return run_inside(span, lambda: fn(*args, **kwargs))
        except BaseException as error:
            fail_span(span, error)
            raise
        finally:
            end_span(span)

    return traced_call


def _async_form(fn: Any, begin: Callable[[], Span], _: int) -> Any:
    async def traced_call(*args: Any, **kwargs: Any) -> Any:
        return await follow_coroutine(begin(), Held(fn(*args, **kwargs), lambda: None))

    return traced_call


def _later_form(fn: Any, begin: Callable[[], Span], flags: int) -> Any:
    if flags & ASYNC_GENERATOR:

        async def traced_items(*args: Any, **kwargs: Any) -> Any:
            inner = follow_async(Follower(begin()), fn(*args, **kwargs))
            given = None
            try:
                while True:
                    given = yield await inner.asend(given)
            except StopAsyncIteration:
                return
            finally:
                await inner.aclose()

        return traced_items

    def traced_steps(*args: Any, **kwargs: Any) -> Any:
        return (yield from follow_generator(Follower(begin()), fn(*args, **kwargs)))

    return traced_steps
