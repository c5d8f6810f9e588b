from __future__ import annotations

import re
from typing import Any

from ..sites.known import Opener
from .simple import Shape, SimpleAdapter

ADAPTER = SimpleAdapter(
    Shape(
        "mistral_ai",
        re.compile(
            r"(?:Chat|Fim|Agents)\.(complete|complete_async|stream|stream_async|parse|parse_async)\Z"
            r"|Embeddings\.create(?:_async)?\Z"
        ),
        frozenset(("stream", "stream_async")),
        ("sdk_configuration", "server_url"),
        (),
    )
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return ADAPTER.find(name)
