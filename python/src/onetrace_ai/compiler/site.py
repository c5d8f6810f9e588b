from __future__ import annotations

from typing import NamedTuple

SAFE = "/:"


class Site(NamedTuple):
    """A place in somebody's program that should carry the trace."""

    kind: str
    """'llm' | 'http' | 'server' | 'context' | 'queue' | 'agent'"""
    rule: str
    """What it looks like: the method's or function's name as it is written."""
    file: str
    line: int
    column: int
    """From 1, in characters, as editors count."""
    function: str
    """The enclosing function's qualified name, '' at module level."""
    proven: bool
    """An import of the file says what it is; otherwise what is called decides when it runs."""
    form: str
    """'frame', 'wrap' or 'join'"""

    @property
    def text(self) -> str:
        """The one constant that the rewritten call hands over: `file:line:column#function?callee=…`."""
        from urllib.parse import quote

        place = f"{quote(self.file, SAFE)}:{self.line}:{self.column}"
        return f"{place}#{quote(self.function, SAFE)}?callee={quote(self.rule, SAFE)}"


class Miss(NamedTuple):
    """A place that looks like a site, and why it is none."""

    kind: str
    file: str
    line: int
    column: int
    reason: str
