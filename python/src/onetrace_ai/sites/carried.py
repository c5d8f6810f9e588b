"""Threads, executors, processes and greenlets: what they run belongs to who asked for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ..carrier import carrier_of, parse_carrier
from ..context import active_span, enter_span, leave_span
from ..settle import trim_frame
from ..span import INTERNAL, Span
from ..tracer import end_span, start_root
from .known import Opener
from .pending import Pending

# Where the function stands among the arguments, and its keyword.
PLACES: dict[tuple[str, str], tuple[int, str]] = {
    ("concurrent.futures.thread", "ThreadPoolExecutor.submit"): (0, ""),
    ("concurrent.futures._base", "Executor.submit"): (0, ""),
    ("concurrent.futures._base", "Executor.map"): (0, ""),
    ("threading", "Thread"): (1, "target"),
    ("threading", "Timer"): (1, "function"),
    ("asyncio.base_events", "BaseEventLoop.run_in_executor"): (1, "func"),
    ("multiprocessing.pool", "ThreadPool.map"): (0, "func"),
    ("gevent", "spawn"): (0, ""),
    ("gevent", "spawn_later"): (1, ""),
    ("gevent.greenlet", "Greenlet"): (0, "run"),
    ("gevent.greenlet", "Greenlet.spawn"): (0, ""),
    ("gevent._gevent_cgreenlet", "Greenlet"): (0, "run"),
    ("gevent._gevent_cgreenlet", "Greenlet.spawn"): (0, ""),
    ("gevent._gevent_cgreenlet", "Greenlet.spawn_later"): (1, ""),
    ("gevent.pool", "Group.spawn"): (0, ""),
    ("gevent.pool", "GroupMappingMixin.map"): (0, "func"),
    ("gevent.pool", "GroupMappingMixin.imap"): (0, "func"),
    ("gevent.pool", "GroupMappingMixin.map_async"): (0, "func"),
    ("gevent.pool", "GroupMappingMixin.apply"): (0, "func"),
    ("gevent.pool", "GroupMappingMixin.apply_async"): (0, "func"),
    ("gevent.threadpool", "ThreadPool.spawn"): (0, "func"),
    ("gevent.baseserver", "BaseServer"): (99, ""),
}
PROCESSES: dict[tuple[str, str], tuple[int, str]] = {
    ("concurrent.futures.process", "ProcessPoolExecutor.submit"): (0, ""),
    ("concurrent.futures.process", "ProcessPoolExecutor.map"): (0, ""),
    ("multiprocessing.context", "Process"): (1, "target"),
    ("multiprocessing.context", "ForkProcess"): (1, "target"),
    ("multiprocessing.context", "SpawnProcess"): (1, "target"),
    ("multiprocessing.process", "BaseProcess"): (1, "target"),
    ("multiprocessing.pool", "Pool.apply_async"): (0, "func"),
    ("multiprocessing.pool", "Pool.map"): (0, "func"),
}


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    if (module, name) in PLACES:
        return partial(Carrying, PLACES[module, name], Inherited)
    if (module, name) in PROCESSES:
        return partial(Carrying, PROCESSES[module, name], Sent)
    return None


class Carrying(Pending):
    """Nothing is recorded: only the function that is handed over is another one, where a span is active."""

    __slots__ = ("_at", "_carry", "_keyword")
    changes = True

    def __init__(self, place: tuple[int, str], carry: Callable[[Any, Span], Any], site: str, callee: Any) -> None:
        super().__init__(site, callee)
        self._at, self._keyword = place
        self._carry = carry

    def early_args(self) -> tuple[Any, ...]:
        span = active_span()
        if span is None or len(self.args) <= self._at or not _plain(self.args[self._at]):
            return self.args
        changed = list(self.args)
        changed[self._at] = self._carry(changed[self._at], span)
        return tuple(changed)

    def added_keywords(self) -> dict[str, Any]:
        span, target = active_span(), self.kwargs.get(self._keyword)
        if span is None or target is None or not _plain(target):
            return {}
        return {self._keyword: self._carry(target, span)}


def _plain(target: Any) -> bool:
    """What is already carried is carried once; what is no function is the callee's to refuse."""
    return callable(target) and not isinstance(target, (Inherited, Sent)) and not isinstance(target, type)


class Inherited:
    """The function, in another thread: only our variable is set there, the program's own stay as they were."""

    def __init__(self, target: Callable[..., Any], span: Span) -> None:
        self.__wrapped__ = target
        self._span = span
        for name in ("__name__", "__qualname__", "__module__", "__doc__"):
            if hasattr(target, name):
                setattr(self, name, getattr(target, name))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        outer = enter_span(self._span)
        try:
            return self.__wrapped__(*args, **kwargs)
        except BaseException as error:
            trim_frame(error)
            raise
        finally:
            leave_span(self._span, outer)


class Sent:
    """The function, in another process: a carrier as text goes with it."""

    def __init__(self, target: Callable[..., Any], span: Span) -> None:
        self.__wrapped__ = target
        self._carrier = carrier_of(span)
        self.__name__ = getattr(target, "__name__", type(target).__name__)

    def __reduce__(self) -> Any:
        return _sent_again, (self.__wrapped__, self._carrier)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from ..export.exit import flush_child

        name = getattr(self.__wrapped__, "__qualname__", "process")
        span = start_root(f"process {name}", INTERNAL, parse_carrier(self._carrier))
        outer = enter_span(span)
        try:
            return self.__wrapped__(*args, **kwargs)
        finally:
            leave_span(span, outer)
            end_span(span)
            flush_child()


def _sent_again(target: Callable[..., Any], carrier: dict[str, str]) -> Sent:
    sent = Sent.__new__(Sent)
    sent.__wrapped__, sent._carrier = target, carrier
    sent.__name__ = getattr(target, "__name__", type(target).__name__)
    return sent
