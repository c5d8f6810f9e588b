"""Where a site stands in the author's program, as the compiler writes it: `file:line:column#function?key=value&…`."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class SiteText(NamedTuple):
    file: str
    line: int
    column: int
    function: str
    facts: dict[str, str]


@lru_cache(maxsize=4096)
def parse_site(text: str) -> SiteText:
    """Never raises: text that is no site gives an empty one."""
    place, hash_mark, rest = text.partition("#")
    parts = place.rsplit(":", 2)
    if not hash_mark or len(parts) != 3 or not (_is_number(parts[1]) and _is_number(parts[2])):
        return SiteText("", 0, 0, "", {})
    from urllib.parse import unquote

    function, _, query = rest.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    facts = {key: unquote(value) for key, _, value in pairs}
    return SiteText(unquote(parts[0]), int(parts[1]), int(parts[2]), unquote(function), facts)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
