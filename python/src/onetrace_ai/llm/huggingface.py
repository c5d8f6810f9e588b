from __future__ import annotations

import re
from typing import Any

from ..sites.known import Opener
from .simple import Shape, SimpleAdapter

ADAPTER = SimpleAdapter(
    Shape(
        "huggingface",
        re.compile(r"(?:Async)?InferenceClient\.(chat_completion|text_generation|feature_extraction)\Z"),
        frozenset(),
        ("base_url",),
        ("messages",),
    )
)


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return ADAPTER.find(name)
