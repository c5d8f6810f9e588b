from __future__ import annotations

import re

from .ids import new_trace_id

# 32 lower-case hex digits, not all zero (W3C Trace Context Level 2, 3.2.2.3).
_TRACE_ID = re.compile(r"(?!0{32})[0-9a-f]{32}\Z")


def generate_trace_id(id: object = None) -> str:
    """
    The trace id of a business or request identifier, the same for every run and in both languages: a trace id
    as it is, any other text as the first 16 bytes of the SHA-256 of its UTF-8 form; a random one without text.
    """
    from .spelling import spell_text

    text = "" if id is None else spell_text(id)
    if text == "":
        return new_trace_id()
    if _TRACE_ID.match(text):
        return text
    from hashlib import sha256

    # A lone surrogate has no UTF-8; JavaScript writes U+FFFD for it.
    return sha256(_scalars(text).encode()).hexdigest()[:32]


def _scalars(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
