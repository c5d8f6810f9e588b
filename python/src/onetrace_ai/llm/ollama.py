from __future__ import annotations

import re
from typing import Any

from ..sites.known import Opener
from .simple import Shape, SimpleAdapter

ADAPTER = SimpleAdapter(
    Shape(
        "ollama",
        re.compile(r"(?:Async)?Client\.(chat|generate|embed|embeddings)\Z"),
        frozenset(),
        ("_client", "base_url"),
        ("model",),
        {"chat": ("messages", "tools"), "generate": ("prompt",)},
    )
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return ADAPTER.find(name)
