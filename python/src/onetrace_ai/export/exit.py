"""The end of a process, and its beginning by a fork."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

from ..ids import forget_ids
from ..state import forget_parent, state
from ..warn import swallow

# Seconds that the end of a process waits for a receiver that is slow.
PATIENCE = 5.0
_watched = False
_helped: set[str] = set()


def watch_exit() -> None:
    """Once a process, when the first span is recorded."""
    global _watched
    if _watched:
        return
    _watched = True
    atexit.register(leave_process)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_help_children, after_in_child=_begin_child)
    if threading.current_thread() is threading.main_thread():
        _watch_signal()


def leave_process() -> None:
    """What still runs ends here as it stands; then everything leaves, sent by this very thread."""
    from ..lifecycle import end_all

    try:
        end_all()
        if state.pipeline is not None:
            state.pipeline.close(PATIENCE)
    except Exception as error:
        swallow(error)


def flush_child() -> None:
    """For processes that leave by `os._exit`: multiprocessing's and Celery's children."""
    from ..hold import release_all

    try:
        release_all()
        if state.pipeline is not None:
            state.pipeline.flush(PATIENCE)
    except Exception as error:
        swallow(error)


def _begin_child() -> None:
    forget_ids()
    forget_parent()
    if state.pipeline is not None:
        state.pipeline.after_fork()


def _help_children() -> None:
    """`multiprocessing` and `billiard` run finalizers of their own, and no `atexit`, at the end of a child."""
    for name in ("multiprocessing.util", "billiard.util"):
        util: Any = sys.modules.get(name)
        if util is None or name in _helped:
            continue
        _helped.add(name)
        try:
            util.register_after_fork(state, lambda _, util=util: util.Finalize(None, flush_child, exitpriority=0))
        except Exception as error:
            swallow(error)


def _watch_signal() -> None:
    """A SIGTERM that nobody handles skips `atexit`: it is handled as it would have been, after a flush."""
    try:
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, _on_term)
    except (ValueError, OSError, AttributeError):
        pass  # another interpreter, or no such signal here


def _on_term(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # a second one ends it at once
    leave_process()
    os.kill(os.getpid(), number)
