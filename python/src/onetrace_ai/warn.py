from __future__ import annotations

import sys

from .state import state

_MOST_TOLD = 1000


def warn_once(text: str) -> None:
    """Tells the author once per process and text, on stderr."""
    if text in state.warned or len(state.warned) > _MOST_TOLD:
        return
    state.warned.add(text)
    tell_stderr(text)


def tell_stderr(text: str) -> None:
    try:
        if sys.stderr is not None:
            sys.stderr.write(f"onetrace: {text}\n")
    except Exception:  # a program's own stderr, or a closed one
        pass


def swallow(error: BaseException) -> None:
    """
    An error that the program must not feel: a fault of ours, a hook of its own that throws, or a property of
    what we were given. Counted for `stats()["internal_errors"]`; the first one is told.
    """
    state.internal_errors += 1
    if state.internal_errors > 1:
        return
    try:
        import traceback

        text = "".join(traceback.format_exception(type(error), error, error.__traceback__)[-4:]).strip()
    except Exception:
        text = type(error).__name__
    warn_once(f"an error is kept from the program, and something is not traced (stats): {text}")
