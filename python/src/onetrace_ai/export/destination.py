from __future__ import annotations


class Destination:
    """An OTLP/HTTP receiver. (A plain class: making a named tuple's takes longer than all that imports it.)"""

    __slots__ = (
        "certificate",
        "client_certificate",
        "client_key",
        "gzip",
        "headers",
        "optional",
        "protobuf",
        "timeout",
        "url",
    )

    def __init__(
        self,
        url: str,
        headers: dict[str, str],
        protobuf: bool = False,
        gzip: bool = False,
        timeout: float = 10.0,
        certificate: str | None = None,
        client_certificate: str | None = None,
        client_key: str | None = None,
        optional: bool = False,
    ) -> None:
        self.url = url
        self.headers = headers
        self.protobuf = protobuf
        self.gzip = gzip
        self.timeout = timeout  # seconds until an attempt is given up
        self.certificate = certificate
        self.client_certificate = client_certificate
        self.client_key = client_key
        self.optional = optional  # nobody named it: where it is not there, nothing is said


class Limits:
    __slots__ = ("attributes", "events", "links", "value_length")

    def __init__(self, attributes: int = 128, events: int = 128, links: int = 128, value_length: int = 65_536) -> None:
        self.attributes = attributes
        self.events = events
        self.links = links
        self.value_length = value_length
