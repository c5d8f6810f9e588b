"""What a call cost, by a table that the program gives. The conventions know no cost: the attribute is ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# What may follow a name that is priced: a snapshot of the same model, never another one.
SNAPSHOT = re.compile(r"(?:[-@](?:\d{8}|\d{3,4}|\d{4}-\d\d-\d\d|\d\d-\d{4}|latest))?(?:-v\d+(?::\d+)?)?\Z", re.ASCII)


def price_of(prices: Mapping[str, Any], provider: str, model: str) -> Mapping[str, float] | None:
    """The price of a model by any of its names: `models/x`, `openai/x`, `us.anthropic.x`; the longest key wins."""
    if prices.get("currency", "USD") != "USD" or not model:
        return None
    full = model.lower()
    name = re.sub(r"^(?:[a-z]+\.)+", "", full.rpartition("/")[2])
    names = (full, name, f"{provider}/{name}")
    best = ""
    models: Mapping[str, Mapping[str, float]] = prices.get("models", {})
    for key in models:
        if len(key) > len(best) and any(it.startswith(key.lower()) and SNAPSHOT.match(it, len(key)) for it in names):
            best = key
    return models.get(best)


def cost_of(price: Mapping[str, float], usage: Mapping[str, int | float]) -> float | None:
    """`usage` as the conventions count: input includes what was cached, output what was thought. US dollars."""
    if "input_tokens" not in usage:
        return None
    read, written = usage.get("cache_read.input_tokens", 0), usage.get("cache_write.input_tokens", 0)
    per_input = price["input"]
    total = (
        max(0, usage["input_tokens"] - read - written) * per_input
        + read * price.get("cacheRead", per_input)
        + written * price.get("cacheWrite", per_input)
        + usage.get("output_tokens", 0) * price.get("output", 0)
    )
    # Tenths of a billionth: no noise of binary fractions. Half up, as in TypeScript.
    return int(total * 1e4 + 0.5) / 1e10
