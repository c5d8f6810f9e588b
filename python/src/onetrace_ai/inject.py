"""
What rewritten code calls, and nothing else may be named in it. A call that is under way is known by the frame that
makes it: no global stack, so that threads, tasks, generators and greenlets never meet each other's.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

from .sites.known import learn_callee, opener_of
from .sites.pending import Pending
from .sites.wrapped import wrap_callee
from .warn import swallow

_getframe = sys._getframe
_pending: dict[FrameType, list[Pending | None]] = {}
# Comprehensions have frames of their own before 3.12; their statement's handler cleans up for them.
_COMPREHENSIONS = frozenset(("<listcomp>", "<setcomp>", "<dictcomp>"))


def fn(site: str, callee: Any) -> Any:
    """The real callee, unchanged; from here on its call is under way."""
    try:
        opener: Any = opener_of.get((callee.__module__, callee.__qualname__), False)
        if opener is False:
            opener = learn_callee(callee)
    except Exception:
        opener = None
    entry: Pending | None = None if opener is None else opener(site, callee)
    frame = _getframe(1)
    stack = _pending.get(frame)
    if stack is None:
        _pending[frame] = [entry]
    else:
        stack.append(entry)
    return callee


def args(*given: Any) -> tuple[Any, ...]:
    entry = _pending[_getframe(1)][-1]
    if entry is not None:
        entry.args = given
        if entry.changes:
            return entry.early_args()
    return given


def star(given: Any) -> Any:
    entry = _pending[_getframe(1)][-1]
    # What is only iterable may be read once, by the call.
    if entry is not None and type(given) in (tuple, list):
        entry.args = tuple(given)
        if entry.changes:
            return entry.early_args()
    return given


def argsz(*given: Any) -> tuple[Any, ...]:
    """Arguments without a keyword: now the call begins."""
    entry = _pending[_getframe(1)][-1]
    if entry is None:
        return given
    entry.args = given
    if entry.changes:
        given = entry.early_args()
    entry.open({})
    return given


def starz(given: Any) -> Any:
    entry = _pending[_getframe(1)][-1]
    if entry is None:
        return given
    if type(given) in (tuple, list):
        entry.args = tuple(given)
        if entry.changes:
            given = entry.early_args()
    entry.open({})
    return given


def kw(**given: Any) -> dict[str, Any]:
    entry = _pending[_getframe(1)][-1]
    if entry is not None:
        entry.kwargs.update(given)
    return given


def more(given: Any) -> Any:
    entry = _pending[_getframe(1)][-1]
    if entry is not None and type(given) is dict:
        entry.kwargs.update(given)
    return given


def kwz(**given: Any) -> dict[str, Any]:
    """The last of the arguments: now the call begins."""
    entry = _pending[_getframe(1)][-1]
    return given if entry is None else entry.open(given)


def morez(given: Any) -> Any:
    entry = _pending[_getframe(1)][-1]
    if entry is None:
        return given
    if type(given) is dict:
        return entry.open(given)
    entry.open({})
    return given


def end(result: Any) -> Any:
    frame = _getframe(1)
    stack = _pending[frame]
    entry = stack.pop()
    if not stack:
        del _pending[frame]
    return result if entry is None else entry.close(result)


def fail() -> None:
    """An exception passes a statement with sites: what it began ends with it."""
    error, trace = sys.exc_info()[1:]
    try:
        if trace is not None and error is not None:
            _fail_frames(error, trace)
    except RecursionError:
        pass  # a handler further out has room for it
    except Exception as fault:
        swallow(fault)
    finally:
        del error, trace


def _fail_frames(error: BaseException, trace: TracebackType) -> None:
    """The handler's own frame, and those below it that could not do it themselves."""
    deeper = 16 if isinstance(error, RecursionError) else 0
    at: TracebackType | None = trace
    while at is not None:
        for entry in reversed(_pending.get(at.tb_frame, ())):
            if entry is not None:
                entry.fail(error)
        _pending.pop(at.tb_frame, None)
        at = at.tb_next
        if at is None or at.tb_frame.f_code.co_name in _COMPREHENSIONS:
            continue
        deeper -= 1
        if deeper < 0:
            return


def wrap(site: str, callee: Callable[..., Any]) -> Callable[..., Any]:
    """A function that does the same inside a span; the callee itself where it is no call of ours."""
    try:
        opener: Any = opener_of.get((callee.__module__, callee.__qualname__), False)
        if opener is False:
            opener = learn_callee(callee)
    except Exception:
        return callee
    return callee if opener is None else wrap_callee(site, callee, opener)


def join(family: str) -> None:
    """A file has imported a framework that tells of its runs by callbacks."""
    from .agents import join_framework

    join_framework(family)


_module = sys.modules[__name__]
for _helper in (fn, args, star, argsz, starz, kw, more, kwz, morez, end, fail, wrap, join):
    setattr(_module, f"{_helper.__name__}$", _helper)
setattr(builtins, "onetrace$", _module)
