"""Whether a call is a site, and of which kind: its name, its receiver's names, and what the file imports."""

from __future__ import annotations

import ast

from . import rules
from .imports import Imports


def judge_call(call: ast.Call, imports: Imports, awaited: bool) -> tuple[str, bool] | None:
    """(kind, proven), or None."""
    func = call.func
    origin = imports.origin(func)
    if origin is not None and origin in rules.CALLS:
        return rules.CALLS[origin], True
    if not isinstance(func, ast.Attribute):
        return None
    kind = _by_method(func, imports, awaited, call)
    return None if kind is None else (kind, False)


def _by_method(func: ast.Attribute, imports: Imports, awaited: bool, call: ast.Call) -> str | None:
    name, roots = func.attr, imports.roots
    receiver = func.value
    resource = receiver.attr if isinstance(receiver, ast.Attribute) else ""
    if name in rules.LLM_ANYWHERE or (resource in rules.LLM_RESOURCES and name in rules.LLM_ON_RESOURCE):
        return "llm"
    if name in rules.LLM_WITH_CLIENT and roots & rules.LLM_MODULES:
        return "llm"
    if name in rules.MCP_METHODS and roots & rules.MCP_MODULES:
        return "agent"
    if name in rules.CONTEXT_ANYWHERE or (name in rules.CONTEXT_WITH_POOL and roots & rules.POOL_MODULES):
        return "context"
    if name in rules.QUEUE_ANYWHERE or (name in rules.QUEUE_WITH_CLIENT and roots & rules.QUEUE_MODULES):
        return "queue"
    if name in rules.HTTP_ANYWHERE or (name in rules.HTTP_METHODS and _sends(roots, awaited, call)):
        return "http"
    return None


def _sends(roots: set[str], awaited: bool, call: ast.Call) -> bool:
    """`d.get('key')` is everywhere: one of them is looked at where the file has a client, or it is awaited."""
    if not (roots & rules.HTTP_MODULES or awaited):
        return False
    return bool(call.args or call.keywords)
