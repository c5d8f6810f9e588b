"""
What sites look like, as data. The static side is a name, and what the file imports; what is really called is
proven when it runs, by the module and the qualified name of the function (`sites/known.py`).
"""

from __future__ import annotations

import re

LLM_MODULES = frozenset(
    [
        "openai",
        "anthropic",
        "google",
        "groq",
        "together",
        "mistralai",
        "cohere",
        "boto3",
        "botocore",
        "aiobotocore",
        "aioboto3",
        "ollama",
        "huggingface_hub",
        "replicate",
        "litellm",
        "instructor",
        "cerebras",
        "fireworks",
        "langchain_openai",
    ]
)
HTTP_MODULES = frozenset(["requests", "httpx", "httpx2", "aiohttp", "urllib3", "urllib"])
QUEUE_MODULES = frozenset(
    [
        "celery",
        "rq",
        "dramatiq",
        "kafka",
        "confluent_kafka",
        "aiokafka",
        "pika",
        "aio_pika",
        "boto3",
        "aiobotocore",
        "nats",
        "arq",
        "huey",
    ]
)
POOL_MODULES = frozenset(["concurrent", "threading", "multiprocessing", "asyncio", "gevent", "loky", "joblib"])

# Methods that are sites on any receiver: few others have these names.
LLM_ANYWHERE = frozenset(
    [
        "generate_content",
        "generate_content_stream",
        "embed_content",
        "chat_completion",
        "converse",
        "converse_stream",
        "invoke_model",
        "invoke_model_with_response_stream",
        "acompletion",
        "aembedding",
        "aresponses",
        "send_message",
        "send_message_stream",
        "create",
    ]
)
# Methods of resources, `x.<resource>.<method>(…)`.
LLM_RESOURCES = frozenset(
    [
        "completions",
        "responses",
        "messages",
        "embeddings",
        "images",
        "speech",
        "transcriptions",
        "translations",
        "moderations",
        "chat",
        "rerank",
    ]
)
LLM_ON_RESOURCE = frozenset(["create", "parse", "stream", "generate", "edit", "create_variation", "retrieve", "rerank"])
# Methods that are sites where the file imports a client.
LLM_WITH_CLIENT = frozenset(
    [
        "parse",
        "stream",
        "chat",
        "chat_stream",
        "complete",
        "complete_async",
        "stream_async",
        "embed",
        "rerank",
        "generate",
        "send_message",
        "run",
        "async_run",
        "async_stream",
        "text_generation",
        "feature_extraction",
        "embeddings",
        "completion",
        "embedding",
        "responses",
        "completion",
        "retrieve",
    ]
)
HTTP_ANYWHERE = frozenset(("urlopen",))
HTTP_METHODS = frozenset(["get", "post", "put", "patch", "delete", "head", "options", "request", "send", "stream"])
CONTEXT_ANYWHERE = frozenset(["submit", "run_in_executor"])
CONTEXT_WITH_POOL = frozenset(["map", "apply_async", "map_async", "starmap_async", "imap", "spawn", "spawn_later"])
QUEUE_ANYWHERE = frozenset(["enqueue", "enqueue_call", "enqueue_in", "enqueue_at", "basic_publish", "basic_consume"])
QUEUE_WITH_CLIENT = frozenset(
    [
        "send",
        "produce",
        "publish",
        "send_and_wait",
        "send_message",
        "send_message_batch",
        "publish_batch",
        "receive_message",
    ]
)

# Functions and classes by where they are imported from, `module.name`; `*` any module below.
CALLS: dict[str, str] = {
    **{
        f"{module}.{name}": "http"
        for module in ("requests", "httpx", "httpx2", "requests.api")
        for name in ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream")
    },
    "urllib3.request": "http",
    "urllib.request.urlopen": "http",
    **{
        f"{module}.{name}": "http"
        for module, name in (
            ("httpx", "Client"),
            ("httpx", "AsyncClient"),
            ("httpx2", "Client"),
            ("httpx2", "AsyncClient"),
            ("aiohttp", "ClientSession"),
        )
    },
    **{f"ollama.{name}": "llm" for name in ("chat", "generate", "embed", "embeddings")},
    **{
        f"litellm.{name}": "llm"
        for name in ("completion", "acompletion", "embedding", "aembedding", "responses", "aresponses")
    },
    "replicate.run": "llm",
    "replicate.stream": "llm",
    "flask.Flask": "server",
    "flask.app.Flask": "server",
    "quart.Quart": "server",
    "bottle.Bottle": "server",
    "fastapi.FastAPI": "server",
    "fastapi.applications.FastAPI": "server",
    "starlette.applications.Starlette": "server",
    "litestar.Litestar": "server",
    "aiohttp.web.Application": "server",
    "django.core.wsgi.get_wsgi_application": "server",
    "django.core.asgi.get_asgi_application": "server",
    **{
        f"mcp.server.{name}": "server"
        for name in ("MCPServer", "mcpserver.MCPServer", "Server", "lowlevel.Server", "lowlevel.server.Server")
    },
    "celery.Celery": "queue",
    "celery.app.Celery": "queue",
    "dramatiq.brokers.redis.RedisBroker": "queue",
    "dramatiq.brokers.rabbitmq.RabbitmqBroker": "queue",
    "dramatiq.brokers.stub.StubBroker": "queue",
    "threading.Thread": "context",
    "threading.Timer": "context",
    "multiprocessing.Process": "context",
    "gevent.spawn": "context",
    "gevent.spawn_later": "context",
    "gevent.Greenlet": "context",
}

# The Model Context Protocol's clients, where the file imports one.
MCP_MODULES = frozenset(("mcp", "fastmcp"))
MCP_METHODS = frozenset(("call_tool", "read_resource", "get_prompt"))

# Frameworks that tell of their runs by official callbacks: what is imported, and who listens (`agents/`).
FRAMEWORKS: dict[str, str] = {
    "langchain_core": "langchain",
    "langchain": "langchain",
    "langchain_openai": "langchain",
    "langchain_anthropic": "langchain",
    "langchain_community": "langchain",
    "langgraph": "langchain",
    "llama_index": "llamaindex",
    "agents": "openai_agents",
    "crewai": "crewai",
    "pydantic_ai": "pydantic_ai",
}

# References that are handed on to be called elsewhere, `to_thread(client.chat.completions.create, …)`.
REFERENCE = re.compile(
    r"(?:completions|responses|messages|embeddings)\.(?:create|parse)\Z"
    r"|models\.(?:generate_content|embed_content)\Z"
)

IGNORE = re.compile(rb"#\s*onetrace:\s*ignore\b")
IGNORE_FILE = re.compile(rb"^[ \t]*#\s*onetrace:\s*ignore-file\b", re.MULTILINE)

_METHODS = (
    LLM_ANYWHERE | LLM_ON_RESOURCE | HTTP_ANYWHERE | CONTEXT_ANYWHERE | QUEUE_ANYWHERE | CONTEXT_WITH_POOL
)  # fmt: skip
_MODULES = LLM_MODULES | HTTP_MODULES | QUEUE_MODULES | set(FRAMEWORKS) | MCP_MODULES - {"asyncio"}
_NAMES = {name.rpartition(".")[2] for name in CALLS} - HTTP_METHODS
# A file without any of these has no site: it is left to the stock loader, unparsed.
GLANCE = re.compile(
    r"\b(?:{})\s*\(|\b(?:{})\b|\bawait\b[^\n#]*\.(?:{})\s*\(".format(
        "|".join(sorted(_METHODS | _NAMES)), "|".join(sorted(_MODULES)), "|".join(sorted(HTTP_METHODS))
    ).encode()
)
