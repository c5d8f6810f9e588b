"""The environments of the benches, one a tracer: made where they are missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLIENTS = ["openai==3.57.0", "anthropic==2.14.0"]
SERVERS = ["flask==3.1.3", "fastapi==0.165.0", "uvicorn==0.54.0"]
OTEL = [
    "opentelemetry-distro==0.66b1",
    "opentelemetry-exporter-otlp-proto-http",
    "opentelemetry-instrumentation-flask",
    "opentelemetry-instrumentation-fastapi",
    "opentelemetry-instrumentation-genai-openai==1.3b0",
    "opentelemetry-instrumentation-genai-anthropic",
]
PACKAGES = {
    "plain": SERVERS,
    "ours": [*SERVERS, str(HERE.parent)],
    "otel": [*SERVERS, *OTEL],
    "ddtrace": [*SERVERS, "ddtrace==4.16.0"],
    "openinference": [
        "opentelemetry-sdk", "openinference-instrumentation-openai", "openinference-instrumentation-anthropic",
    ],
    "traceloop": ["opentelemetry-sdk", "opentelemetry-instrumentation-openai", "opentelemetry-instrumentation-anthropic"],
    "logfire": ["logfire"],
    "langfuse": ["langfuse"],
    "sentry": ["sentry-sdk"],
}  # fmt: skip


def prepare(folder: Path, names: list[str]) -> None:
    for name in names:
        if (folder / name).exists():
            continue
        subprocess.run([sys.executable, "-m", "venv", str(folder / name)], check=True)
        pip = [str(folder / name / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, *CLIENTS, *PACKAGES[name]], check=True)
