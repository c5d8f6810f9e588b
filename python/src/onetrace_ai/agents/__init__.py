"""
Frameworks, by their official callbacks: their call sites are in installed packages, which are never rewritten. A file
that imports one asks for it; one family a file.
"""

from __future__ import annotations

from importlib import import_module

from ..warn import swallow

_joined: set[str] = set()


def join_framework(family: str) -> None:
    """Registers ours with the framework, once a process. Never raises."""
    if family in _joined:
        return
    _joined.add(family)
    try:
        import_module(f"onetrace_ai.agents.{family}").join()
    except Exception as error:
        swallow(error)
