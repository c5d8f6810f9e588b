from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .span import Span

LONGEST_MESSAGE = 1024
USERINFO = re.compile(r"(//)[^/@\s]+@")


def error_type(error: BaseException) -> str:
    """The semantic convention's `error.type`: the class's qualified name, without `builtins`."""
    kind = type(error)
    module = kind.__module__
    return kind.__qualname__ if module in ("builtins", "__main__") else f"{module}.{kind.__qualname__}"


def error_message(error: BaseException) -> str:
    """What it says, without credentials of a URL, and short."""
    try:
        text = str(error)
    except Exception:
        return ""
    return USERINFO.sub(r"\1REDACTED@", text[:LONGEST_MESSAGE])


def is_cancel(error: BaseException) -> bool:
    """The program gave up on purpose, which is no error: a closed generator, a cancelled task."""
    if isinstance(error, GeneratorExit):
        return True
    return type(error).__name__ == "CancelledError"


def fail_span(span: Span, error: BaseException) -> None:
    if not is_cancel(error) and not isinstance(error, (StopIteration, StopAsyncIteration)):
        span.fail(error_type(error), error_message(error))
