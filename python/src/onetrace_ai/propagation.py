"""To whom a trace may be shown: ids may travel, identities may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from .carrier import carrier_of
from .config import settings
from .span import Span
from .warn import swallow, warn_once

# Hosts of LLM vendors: an id of ours is of no use to them, an identity none of their business.
LLM_HOST = (
    r"(?:^|\.)(?:openai\.com|(?:openai|services\.ai|inference\.ai|cognitiveservices)\.azure\.com|anthropic\.com"
    r"|claude\.com|(?:generativelanguage|aiplatform)\.googleapis\.com|[\w-]+-aiplatform\.googleapis\.com"
    r"|bedrock[\w-]*\.[\w-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws)|mistral\.ai|cohere\.(?:ai|com)|groq\.com"
    r"|together\.(?:ai|xyz)|ollama\.com|huggingface\.co|endpoints\.huggingface\.cloud|replicate\.com"
    r"|deepseek\.com|x\.ai|perplexity\.ai|fireworks\.ai|openrouter\.ai|cerebras\.ai|sambanova\.ai|deepinfra\.com"
    r"|moonshot\.(?:ai|cn)|dashscope[\w-]*\.aliyuncs\.com|bigmodel\.cn|z\.ai|voyageai\.com|jina\.ai"
    r"|ai-gateway\.vercel\.sh|gateway\.ai\.cloudflare\.com|api\.nvidia\.com|stability\.ai|elevenlabs\.io"
    r"|ai21\.com|novita\.ai|minimaxi?\.(?:io|com|chat)|githubcopilot\.com|models\.github\.ai|lambda\.ai"
    r"|siliconflow\.cn|nebius\.ai|volces\.com|baidubce\.com|baseten\.co|hyperbolic\.xyz|upstage\.ai|friendli\.ai"
    r"|writer\.com|inference\.net|assemblyai\.com|deepgram\.com|featherless\.ai|llama\.com|arcee\.ai|parasail\.io)\Z"
)
INTERNAL_NAME = re.compile(r"[^.:]+\Z|.*[^.]\.(?:internal|local|localhost|svc\.cluster\.local)\Z")
INTERNAL_ADDRESS = re.compile(
    r"(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+\Z|(?:::1|f[cd][\da-f]{2}:.*)\Z", re.ASCII
)
# Top-level domains that are hosts of their own are nobody's internal name.
PUBLIC_NAME = frozenset(("ai", "com", "net", "org", "io", "dev", "app"))


class Place(NamedTuple):
    """A URL as policies see it; the host as it is used, lower case, without brackets and the root's dot."""

    url: str
    scheme: str
    host: str
    port: int | None

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port else "")


def place_of(url: object) -> Place | None:
    """None for what is no absolute http(s) URL. A library's own URL object is read by its own parts."""
    try:
        text = str(url)
        if isinstance(url, str) or not hasattr(url, "host"):
            return _parsed(text)
        host = str(getattr(url, "host", "") or "").lower().rstrip(".")
        scheme = str(getattr(url, "scheme", ""))
        port = getattr(url, "port", None)
        return Place(text, scheme, host.strip("[]"), port) if scheme in ("http", "https") and host else None
    except Exception:
        return None


@lru_cache(maxsize=512)
def _parsed(text: str) -> Place | None:
    # Clients disagree about these: what is odd is nobody's, and gets nothing.
    if "\\" in text or any(ord(it) <= 0x20 or ord(it) == 0x7F for it in text):
        return None
    from urllib.parse import urlsplit

    parts = urlsplit(text)
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.scheme not in ("http", "https") or not host:
        return None
    return Place(text, parts.scheme, host, parts.port)


def internal_hosts(host: str) -> bool:
    """
    The default of `propagate_to`: loopback, private addresses, names without a dot, `*.internal`, `*.local`,
    `*.svc.cluster.local`.
    """
    if host in PUBLIC_NAME:
        return False
    return INTERNAL_ADDRESS.match(host) is not None or INTERNAL_NAME.match(host) is not None


def reach_of(place: Place | None) -> str:
    """What a request there may carry: 'nothing', 'ids' (`traceparent`, `tracestate`) or 'identity' (`baggage` too)."""
    if place is None or _is_vendor(place.host):
        return "nothing"
    rules = settings().propagate_to
    if rules is None:
        return "identity" if internal_hosts(place.host) else "ids"
    return "identity" if _allows(rules, place) else "ids"


@lru_cache(maxsize=512)
def _is_vendor(host: str) -> bool:
    return re.search(LLM_HOST, host, re.ASCII) is not None


def outgoing_headers(span: Span, place: Place | None, most: str = "identity") -> dict[str, str]:
    """The headers that a request gets inside `span`, at most as far as `most` reaches."""
    reach = reach_of(place)
    if place is None or reach == "nothing" or not _anything(span):
        return {}
    headers = carrier_of(span)
    baggage = headers.pop("baggage")
    if baggage and reach == "identity" and most == "identity":
        headers["baggage"] = baggage
    elif baggage and reach == "ids":
        warn_once(
            f"baggage (session, user, attributes) is withheld from {place.host};"
            f" init(propagate_to=[internal_hosts, {place.host!r}]) would send it"
        )
    return headers


def _anything(span: Span) -> bool:
    """Nothing configured and no carrier came in: no header is added to anything."""
    return settings().recording or bool(span.trace.remote_parent_id) or bool(span.bag.members)


def _allows(rules: Any, place: Place) -> bool:
    if isinstance(rules, (list, tuple, set, frozenset)):
        return any(_allows(rule, place) for rule in rules)
    if isinstance(rules, str):
        return _matches(rules, place)
    if isinstance(rules, re.Pattern):
        return rules.search(_shown(place)) is not None
    return _asked(rules, place)


def _asked(rule: Callable[[str], object], place: Place) -> bool:
    """`internal_hosts` and its kin are asked about the host."""
    try:
        return rule(place.host) is True
    except Exception as error:
        swallow(error)
        return False


def _shown(place: Place) -> str:
    """Without credentials, so that `https://api.example.com:x@evil.example` never matches a prefix."""
    from urllib.parse import urlsplit

    return place.origin + urlsplit(place.url).path


def _matches(rule: str, place: Place) -> bool:
    if "/" in rule:
        return _glob(rule, r"(?:/|\Z)").match(_shown(place)) is not None
    host = f"{place.host}:{place.port}" if re.search(r":\d+\Z", rule) and place.port else place.host
    return _glob(rule, r"\Z").match(host) is not None


@lru_cache(maxsize=256)
def _glob(rule: str, end: str) -> re.Pattern[str]:
    source = "[^/]*".join(re.escape(part) for part in rule.rstrip("/").split("*"))
    return re.compile(source + end, re.IGNORECASE)
