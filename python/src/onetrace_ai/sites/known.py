"""Which functions are calls of ours: proven when they are called, by module and qualified name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from .pending import Pending

Opener = Callable[[str, Any], Pending]
Resolve = Callable[[str, str, Any], "Opener | None"]

# By a module's first name: where its functions are known. Loaded with the first call of one.
FAMILIES: dict[str, tuple[str, ...]] = {
    "openai": ("llm.openai",),
    "groq": ("llm.openai",),
    "together": ("llm.openai",),
    "cerebras": ("llm.openai",),
    "anthropic": ("llm.anthropic",),
    "google": ("llm.google",),
    "mistralai": ("llm.mistral",),
    "cohere": ("llm.cohere",),
    "ollama": ("llm.ollama",),
    "huggingface_hub": ("llm.huggingface",),
    "litellm": ("llm.litellm",),
    "botocore": ("llm.bedrock", "queues.sqs"),
    "httpx": ("http.httpx",),
    "httpx2": ("http.httpx",),
    "requests": ("http.requests",),
    "urllib3": ("http.urllib3",),
    "urllib": ("http.urllib",),
    "aiohttp": ("http.aiohttp",),
    "flask": ("server.flask",),
    "quart": ("server.asgi",),
    "fastapi": ("server.asgi",),
    "starlette": ("server.asgi",),
    "litestar": ("server.asgi",),
    "django": ("server.django",),
    "celery": ("queues.celery",),
    "rq": ("queues.rq",),
    "kafka": ("queues.kafka",),
    "confluent_kafka": ("queues.kafka",),
    "aiokafka": ("queues.kafka",),
    "cimpl": ("queues.kafka",),  # confluent_kafka's, in C
    "pika": ("queues.pika",),
    "aio_pika": ("queues.aio_pika",),
    "dramatiq": ("queues.dramatiq",),
    "mcp": ("agents.mcp",),
    "fastmcp": ("agents.mcp",),
    "concurrent": ("sites.carried",),
    "threading": ("sites.carried",),
    "multiprocessing": ("sites.carried",),
    "asyncio": ("sites.carried",),
    "uvloop": ("sites.carried",),
    "gevent": ("sites.carried",),
}

# False in place of an opener: it has not been looked up.
opener_of: dict[tuple[str, str], Any] = {}
_MOST_KNOWN = 10_000


def learn_callee(callee: Any) -> Opener | None:
    """Looks it up once; what has no names is no call of ours."""
    module, name = callee.__module__, callee.__qualname__
    known = isinstance(module, str)
    if not known:  # a method in C says no module; its object does
        module = getattr(type(getattr(callee, "__self__", None)), "__module__", None)
    if not isinstance(module, str) or not isinstance(name, str) or module == "builtins":
        return None
    opener = find_opener(module, name, callee)
    if known and len(opener_of) < _MOST_KNOWN and "<locals>" not in name:
        opener_of[module, name] = opener
    return opener


def find_opener(module: str, name: str, callee: Any) -> Opener | None:
    for owner in _owners(module, name, callee):
        for place in FAMILIES.get(owner[0].partition(".")[0], ()):
            resolve: Resolve = import_module(f"onetrace_ai.{place}").resolve
            opener = resolve(*owner, callee)
            if opener is not None:
                return opener
    return None


def _owners(module: str, name: str, callee: Any) -> list[tuple[str, str]]:
    """Its own, and for a class of the program's those of its bases."""
    if isinstance(callee, type):
        return [(it.__module__, it.__qualname__) for it in callee.__mro__[:-1]]
    return [(module, name)]
