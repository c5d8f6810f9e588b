"""Where spans go, as what, and how much of each: from options and OpenTelemetry's environment variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .export.destination import Destination, Limits
from .warn import warn_once

Env = Callable[[str], "str | None"]
TRACES_PATH = "/v1/traces"


def destinations_of(given: Mapping[str, Any], env: Env, wanted: bool) -> list[Destination]:
    """None where nothing names a receiver and none is `wanted`."""

    def setting(name: str) -> str | None:
        return env(f"OTEL_EXPORTER_OTLP_TRACES_{name}") or env(f"OTEL_EXPORTER_OTLP_{name}")

    url = _traces_url(given, env)
    authorization = _basic_auth(given, env)
    if url is None and authorization is None and not wanted:
        return []
    return [
        Destination(
            url=url or f"http://localhost:4318{TRACES_PATH}",
            headers=_headers_of(given, env, authorization),
            protobuf=_protocol_in(given, setting) == "http/protobuf",
            gzip=setting("COMPRESSION") == "gzip",
            timeout=_number(setting("TIMEOUT"), 10_000) / 1000,
            certificate=setting("CERTIFICATE"),
            client_certificate=setting("CLIENT_CERTIFICATE"),
            client_key=setting("CLIENT_KEY"),
            optional=url is None,
        )
    ]


def _traces_url(given: Mapping[str, Any], env: Env) -> str | None:
    endpoint = given.get("endpoint")
    whole = None if endpoint else env("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    base = endpoint or env("OTEL_EXPORTER_OTLP_ENDPOINT")
    if whole or not base or base.endswith(TRACES_PATH):
        return whole or base
    return str(base).rstrip("/") + TRACES_PATH


def _basic_auth(given: Mapping[str, Any], env: Env) -> str | None:
    public = given.get("public_key") or env("AISDK_PUBLIC_KEY")
    secret = given.get("secret_key") or env("AISDK_SECRET_KEY")
    if not public or not secret:
        return None
    from base64 import b64encode

    return "Basic " + b64encode(f"{public}:{secret}".encode()).decode()


def _headers_of(given: Mapping[str, Any], env: Env, authorization: str | None) -> dict[str, str]:
    """Lower-case names, so that the last of two spellings wins and is not joined with the first."""
    pairs = [
        *([("authorization", authorization)] if authorization else []),
        *pairs_in(env("OTEL_EXPORTER_OTLP_HEADERS")),
        *pairs_in(env("OTEL_EXPORTER_OTLP_TRACES_HEADERS")),
        *(given.get("headers") or {}).items(),
    ]
    return {str(name).lower(): str(value) for name, value in pairs}


def _protocol_in(given: Mapping[str, Any], setting: Env) -> str:
    protocol = given.get("protocol") or setting("PROTOCOL") or "http/json"
    if protocol not in ("http/json", "http/protobuf"):
        port = "; receivers take HTTP at another port than gRPC, 4318 by default" if protocol == "grpc" else ""
        warn_once(f"the protocol {protocol} is not spoken here: spans go as http/json{port}")
    return str(protocol)


def resource_of(given: Mapping[str, Any], env: Env) -> dict[str, Any]:
    resource = {**dict(pairs_in(env("OTEL_RESOURCE_ATTRIBUTES"))), **(given.get("resource") or {})}
    if given.get("environment"):
        resource["deployment.environment.name"] = given["environment"]
    name = given.get("service_name") or env("OTEL_SERVICE_NAME") or resource.get("service.name")
    resource["service.name"] = name or env("AWS_LAMBDA_FUNCTION_NAME") or "unknown_service"
    return resource


def pairs_in(text: str | None) -> list[tuple[str, str]]:
    """`key=value,key=value` with percent-encoded values, as OpenTelemetry's variables hold them."""
    if not text:
        return []
    from urllib.parse import unquote

    pairs = (part.partition("=") for part in text.split(","))
    return [(key.strip(), unquote(value.strip())) for key, equals, value in pairs if key.strip() and equals]


def limits_of(env: Env) -> Limits:
    """Variables for spans go before those for everything."""

    def limit(name: str, default: int) -> int:
        return _number(env(f"OTEL_SPAN_{name}_LIMIT") or env(f"OTEL_{name}_LIMIT"), default)

    return Limits(
        attributes=limit("ATTRIBUTE_COUNT", 128),
        events=limit("EVENT_COUNT", 128),
        links=limit("LINK_COUNT", 128),
        value_length=limit("ATTRIBUTE_VALUE_LENGTH", 65_536),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else default
