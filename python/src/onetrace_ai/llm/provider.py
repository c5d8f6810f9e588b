"""`gen_ai.provider.name` of clients that speak another vendor's API, by the host that they talk to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..propagation import Place, place_of
from .fields import pick

HOSTS: tuple[tuple[str, str], ...] = (
    (r"(?:^|\.)openai\.azure\.com$|\.cognitiveservices\.azure\.com$", "azure.ai.openai"),
    (r"\.(?:inference|services)\.ai\.azure\.com$", "azure.ai.inference"),
    (r"(?:^|\.)openai\.com$", "openai"),
    (r"(?:^|\.)anthropic\.com$", "anthropic"),
    (r"(?:^|\.)groq\.com$", "groq"),
    (r"(?:^|\.)deepseek\.com$", "deepseek"),
    (r"(?:^|\.)x\.ai$", "x_ai"),
    (r"(?:^|\.)perplexity\.ai$", "perplexity"),
    (r"(?:^|\.)moonshot\.(?:cn|ai)$", "moonshot_ai"),
    (r"(?:^|\.)mistral\.ai$", "mistral_ai"),
    (r"(?:^|\.)cohere\.(?:com|ai)$", "cohere"),
    (r"(?:^|\.)together\.(?:xyz|ai)$", "together"),
    (r"(?:^|\.)openrouter\.ai$", "openrouter"),
    (r"(?:^|\.)fireworks\.ai$", "fireworks"),
    (r"(?:^|\.)cerebras\.ai$", "cerebras"),
    (r"^generativelanguage\.googleapis\.com$", "gcp.gemini"),
    (r"aiplatform\.googleapis\.com$", "gcp.vertex_ai"),
    (r"^bedrock-runtime\..*\.amazonaws\.com$", "aws.bedrock"),
    (r"(?:^|\.)huggingface\.co$", "huggingface"),
)
# Classes whose instances keep their vendor, whatever proxy they talk through.
CLASSES = {
    "AzureOpenAI": "azure.ai.openai",
    "AsyncAzureOpenAI": "azure.ai.openai",
    "Groq": "groq",
    "AsyncGroq": "groq",
    "Together": "together",
    "AsyncTogether": "together",
    "Cerebras": "cerebras",
    "AsyncCerebras": "cerebras",
    "AnthropicBedrock": "aws.bedrock",
    "AsyncAnthropicBedrock": "aws.bedrock",
    "AnthropicVertex": "gcp.vertex_ai",
    "AsyncAnthropicVertex": "gcp.vertex_ai",
}


# Frameworks' names for vendors where `gen_ai.provider.name` has another one.
OTHER_NAMES = {
    "amazon_bedrock": "aws.bedrock",
    "bedrock": "aws.bedrock",
    "bedrock_converse": "aws.bedrock",
    "azure": "azure.ai.openai",
    "azure_openai": "azure.ai.openai",
    "gemini": "gcp.gemini",
    "google_genai": "gcp.gemini",
    "google_vertexai": "gcp.vertex_ai",
    "vertex_ai": "gcp.vertex_ai",
    "mistral": "mistral_ai",
    "mistralai": "mistral_ai",
    "together_ai": "together",
    "xai": "x_ai",
}


def canonical_provider(name: str) -> str:
    return OTHER_NAMES.get(name, name)


def provider_of(client: Any, place: Place | None, otherwise: str) -> str:
    """By its class, else by where it talks to, its `base_place`."""
    by_class = CLASSES.get(type(client).__name__)
    if by_class is not None or place is None:
        return by_class or otherwise
    return _provider_at(place, otherwise)


@lru_cache(maxsize=256)
def _provider_at(place: Place, otherwise: str) -> str:
    if place.port == 11434:
        return "ollama"
    return next((name for host, name in HOSTS if re.search(host, place.host, re.ASCII)), otherwise)


def base_place(client: Any) -> Place | None:
    """Where a client talks to, of those that are generated like OpenAI's."""
    base = pick(client, "base_url")
    return place_of(str(base)) if base else None
