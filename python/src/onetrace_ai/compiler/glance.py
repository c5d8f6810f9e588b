from __future__ import annotations

from . import rules


def glance_over(source: bytes) -> bool:
    """False: no site, without parsing."""
    return rules.GLANCE.search(source) is not None and rules.IGNORE_FILE.search(source) is None
