from __future__ import annotations

import re
from typing import Any

from ..sites.known import Opener
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
    return ADAPTER.find(name)
