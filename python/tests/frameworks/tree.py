"""What tests of frameworks ask of spans."""

from __future__ import annotations

from typing import Any


def tree_of(spans: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(name, the parent's name), sorted; of one trace."""
    assert len({it["traceId"] for it in spans}) == 1, [(it["name"], it["traceId"]) for it in spans]
    names = {it["spanId"]: it["name"] for it in spans}
    return sorted((it["name"], names.get(it.get("parentSpanId"), "")) for it in spans)


def named(spans: list[dict[str, Any]], name: str) -> dict[str, Any]:
    found = [it for it in spans if it["name"] == name]
    assert found, f"{name} is none of {[it['name'] for it in spans]}"
    return found[0]
