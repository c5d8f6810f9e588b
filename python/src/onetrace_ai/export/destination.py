from __future__ import annotations

from typing import NamedTuple


class Destination(NamedTuple):
    """An OTLP/HTTP receiver."""

    url: str
    headers: dict[str, str]
    protobuf: bool = False
    gzip: bool = False
    timeout: float = 10.0
    """Seconds until an attempt is given up."""
    certificate: str | None = None
    client_certificate: str | None = None
    client_key: str | None = None
    optional: bool = False
    """Nobody named it: where it is not there, nothing is said."""


class Limits(NamedTuple):
    attributes: int = 128
    events: int = 128
    links: int = 128
    value_length: int = 65_536
