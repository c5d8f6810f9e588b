from __future__ import annotations

import re
from functools import partial
from types import FunctionType, MethodType
from typing import Any

from ..sites.known import Opener
from .adapter import LlmCall
from .simple import Shape, SimpleAdapter

ADAPTER = SimpleAdapter(
    Shape(
        "cohere",
        re.compile(r"(?:Async)?(?:V2Client|BaseCohere|ClientV2|Client)\.(chat|chat_stream|embed|rerank)\Z"),
        frozenset(("chat_stream",)),
        ("_client_wrapper", "_base_url"),
        (),
    )
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return ADAPTER.find(name) or _held_opener(callee)


def _held_opener(callee: Any) -> Opener | None:
    inner = _inner_method(callee)
    method = None if inner is None else ADAPTER.method_of(inner.__qualname__)
    return None if method is None else partial(HeldCall, ADAPTER, method)


def _inner_method(function: Any, depth: int = 0) -> MethodType | None:
    """Clients put their methods into functions of their own, one into another, which hold them in a cell."""
    for cell in getattr(function, "__closure__", None) or ():
        inner = cell.cell_contents
        if isinstance(inner, MethodType):
            return inner
        found = _inner_method(inner, depth + 1) if isinstance(inner, FunctionType) and depth < 3 else None
        if found is not None:
            return found
    return None


class HeldCall(LlmCall):
    __slots__ = ()

    def _owner(self) -> Any:
        return getattr(_inner_method(self.callee), "__self__", None)
