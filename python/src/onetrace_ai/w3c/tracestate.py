"""`tracestate`, W3C Trace Context Level 2, section 3.3. Kept as text: nobody here reads foreign entries."""

from __future__ import annotations

import re

from .ows import trim_ows

MEMBER = re.compile(r"[a-z0-9][a-z0-9_\-*/@]{0,255}=[ -+\--<>-~]{0,255}[!-+\--<>-~]\Z")
MAX_MEMBERS = 32
# 3.3.1.5 asks for at least 512 characters; common receivers discard a longer header whole.
MAX_LENGTH = 512
LARGE_MEMBER = 128


def clean_tracestate(text: str) -> str:
    """
    The header with blanks and empty members removed, order and duplicates kept, or '' where any member is
    invalid or there are more than 32. Over 512 characters whole members go: those over 128 first, then from
    the end.
    """
    members: list[str] = []
    for part in text.split(","):
        member = trim_ows(part)
        if member == "":
            continue
        if len(members) == MAX_MEMBERS or MEMBER.match(member) is None:
            return ""
        members.append(member)
    return _shorten(members)


def with_member(tracestate: str, key: str, value: str) -> str:
    """`value` under `key`, moved to the left (3.5), the right-most dropped where there is no room; '' removes."""
    others = [it for it in tracestate.split(",") if it != "" and not it.startswith(f"{key}=")]
    if value != "":
        others.insert(0, f"{key}={value}")
    return _shorten(others[:MAX_MEMBERS])


def member_value(tracestate: str, key: str) -> str | None:
    for member in tracestate.split(","):
        if member.startswith(f"{key}="):
            return member[len(key) + 1 :]
    return None


def members_of(tracestate: str) -> list[tuple[str, str]]:
    pairs = (member.partition("=") for member in tracestate.split(",") if member)
    return [(key, value) for key, _, value in pairs]


def _shorten(members: list[str]) -> str:
    kept = list(members)
    while len(",".join(kept)) > MAX_LENGTH:
        large = [at for at, member in enumerate(kept) if len(member) > LARGE_MEMBER]
        del kept[large[-1] if large else -1]
    return ",".join(kept)
