"""LiteLLM speaks for all vendors: which one it asks, it knows itself."""

from __future__ import annotations

import re
import sys
from typing import Any

from ..sites.known import Opener
from .adapter import Request
from .provider import canonical_provider
from .simple import Shape, SimpleAdapter

METHOD = re.compile(r"a?(completion|embedding|responses)\Z")


def resolve(module: str, name: str, callee: Any) -> Opener | None:
    return ADAPTER.find(name)


class LitellmAdapter(SimpleAdapter):
    def request(self, owner: Any, method: str, body: dict[str, Any]) -> Request | None:
        asked = super().request(owner, method, body)
        if asked is None or not asked.model:
            return asked
        model, provider = _vendor_of(asked.model, body)
        return asked._replace(model=model, provider=canonical_provider(provider))


ADAPTER = LitellmAdapter(Shape("litellm", METHOD, frozenset(), (), ("model", "messages")))


def _vendor_of(model: str, body: dict[str, Any]) -> tuple[str, str]:
    """As LiteLLM itself reads `openai/gpt-4o`; it raises for what it does not know."""
    try:
        ask = sys.modules["litellm"].get_llm_provider
        found = ask(model, custom_llm_provider=body.get("custom_llm_provider"), api_base=body.get("api_base"))
        return str(found[0]), str(found[1])
    except Exception:
        provider, slash, rest = model.partition("/")
        return (rest, provider) if slash else (model, "litellm")
