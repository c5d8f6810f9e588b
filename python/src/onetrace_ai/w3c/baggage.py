"""`baggage`, W3C Baggage (2025-06-18), section 3."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..identity import Member
from ..spelling import spell_text
from .ows import trim_ows

MAX_MEMBERS = 64
MAX_BYTES = 8192
TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*\Z")
# What must be escaped on the way out, and nothing else, so that a header at its limit does not grow.
ESCAPED = re.compile(r"[^!#$&-+\--:<-\[\]-~]+")
PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
SURROGATE = re.compile("[\ud800-\udfff]")
# Like JavaScript's encodeURIComponent, so that both languages write the same bytes.
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()")


def parse_baggage(text: str) -> list[Member]:
    """
    The valid members, in order, duplicates and properties kept; an invalid member is dropped alone. Reads at
    most 64 members and 8192 characters, so a header of any length costs the same.
    """
    members: list[Member] = []
    at = 0
    while at < len(text) and len(members) < MAX_MEMBERS:
        comma = text.find(",", at, MAX_BYTES + 1)
        end = comma if comma != -1 else len(text)
        if end > MAX_BYTES:
            break
        member = _parse_member(text[at:end])
        if member is not None:
            members.append(member)
        at = end + 1
    return members


def format_baggage(members: Sequence[Member]) -> str:
    """
    The header, or ''. Whole members only: where they pass 64 or 8192 bytes the earliest are left out, so what
    this process added last always travels. A member whose key is no token cannot travel.
    """
    kept: list[str] = []
    room = MAX_BYTES
    for member in reversed(members):
        if len(kept) == MAX_MEMBERS:
            break
        text = _format_member(member)
        size = len(text) + (1 if kept else 0)
        if text == "" or size > room:
            continue
        kept.append(text)
        room -= size
    return ",".join(reversed(kept))


def _parse_member(text: str) -> Member | None:
    pair, *properties = text.split(";")
    key, _, value = pair.partition("=")
    key, value = trim_ows(key), trim_ows(value)
    if "=" not in pair or TOKEN.match(key) is None or VALUE.match(value) is None:
        return None
    tail = [_clean_property(it) for it in properties]
    return None if "" in tail else (key, _decode(value), "".join(tail))


def _clean_property(text: str) -> str:
    """`;key` or `;key=value` without blanks, '' where invalid."""
    key, equals, value = (trim_ows(it) for it in text.partition("="))
    if TOKEN.match(key) is None or VALUE.match(value) is None:
        return ""
    return f";{key}{equals}{value}"


def _format_member(member: Member) -> str:
    """'' for what cannot travel: a key that is no token, a list that has no JSON."""
    key, value, properties = member
    try:
        if TOKEN.match(key) is None:
            return ""
        text = spell_text(value)
        # What cannot fit is not encoded to find that out.
        return "" if len(text) > MAX_BYTES else f"{key}={_encode(text)}{properties}"
    except (TypeError, ValueError, RecursionError):
        return ""


def _encode(value: str) -> str:
    return ESCAPED.sub(lambda run: _percent(run[0]), SURROGATE.sub("\ufffd", value))


def _percent(text: str) -> str:
    return "".join(chr(it) if it in UNRESERVED else f"%{it:02X}" for it in text.encode())


def _decode(value: str) -> str:
    """Percent-decoding where invalid UTF-8 becomes U+FFFD (3.3.1.3) and a `%` without two digits stays."""
    if "%" not in value:
        return value
    return PERCENT.sub(lambda run: _bytes(run[0].split("%")[1:]).decode(errors="replace"), value)


def _bytes(digits: Iterable[str]) -> bytes:
    return bytes(int(it, 16) for it in digits)
