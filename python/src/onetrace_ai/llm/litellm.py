from __future__ import annotations

import re
from typing import Any

from ..sites.known import Opener
from .simple import Shape, SimpleAdapter

ADAPTER = SimpleAdapter(
    Shape(
        "litellm",
        re.compile(r"a?(completion|embedding|responses)\Z"),
        frozenset(),
        (),
        ("model", "messages"),
    )
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return ADAPTER.find(name)
