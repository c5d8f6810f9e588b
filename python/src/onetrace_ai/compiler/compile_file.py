"""The whole way of one file: glance, parse, find, rewrite, compile. Never raises on somebody's code."""

from __future__ import annotations

import ast
from types import CodeType
from typing import NamedTuple

from .find import Finding
from .glance import glance_over
from .in_frame import add_preamble, rewrite_sites
from .site import Miss, Site


class Rewritten(NamedTuple):
    code: CodeType | None
    """None: nothing to do, or it cannot be done; the original is to be compiled as ever."""
    sites: list[Site]
    misses: list[Miss]


NOTHING = Rewritten(None, [], [])


def inspect_source(source: bytes, file: str) -> tuple[list[Site], list[Miss]]:
    """What would be rewritten, and what not and why."""
    if not glance_over(source):
        return [], []
    try:
        finding = Finding(ast.parse(source), source, file)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return [], [Miss("file", file, 1, 1, f"it cannot be parsed: {error}")]
    return [found.site for found in finding.sites], finding.misses


def compile_source(source: bytes, path: str, shown: str, *, optimize: int = -1, preamble: bool = False) -> Rewritten:
    """
    :param path: the code's `co_filename`.
    :param shown: how sites call the file.
    :param preamble: True: the code imports its helpers itself.
    """
    if not glance_over(source):
        return NOTHING
    try:
        tree = ast.parse(source, path)
        finding = Finding(tree, source, shown)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return NOTHING  # the compiler will say it in its own words
    sites = [found.site for found in finding.sites]
    if not sites:
        return Rewritten(None, [], finding.misses)
    try:
        rewrite_sites(tree, finding.sites)
        if preamble:
            add_preamble(tree)
        code: CodeType = compile(tree, path, "exec", dont_inherit=True, optimize=optimize)
        return Rewritten(code, sites, finding.misses)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = f"the compiler refuses its rewritten form: {error}"
        return Rewritten(None, [], [*finding.misses, Miss("file", shown, 1, 1, reason)])
