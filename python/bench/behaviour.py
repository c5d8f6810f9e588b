"""
What programs do with the openai and anthropic clients, and whether they can tell that they are traced: ours and peers.

    python bench/behaviour.py [--folder bench/.venvs]      prints the tables of bench/README.md

Each variant runs them in a process and an environment of its own; a program passes where it prints what it prints
untouched.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import programs  # noqa: E402
from places import PACKAGES, prepare  # noqa: E402

from tests.kit.llm_server import LlmServer  # noqa: E402
from tests.kit.receiver import Receiver  # noqa: E402

OTEL_SDK = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, ConsoleSpanExporter
import io
trace.set_tracer_provider(TracerProvider())
trace.get_tracer_provider().add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter(out=io.StringIO())))
"""
OTEL_OPENAI = OTEL_SDK + "from {} import OpenAIInstrumentor\nOpenAIInstrumentor().instrument()\n"
OTEL_ANTHROPIC = OTEL_SDK + "from {} import AnthropicInstrumentor\nAnthropicInstrumentor().instrument()\n"
LOGFIRE = "import logfire\nlogfire.configure(send_to_logfire=False, console=False)\n"
SENTRY = "import os, sentry_sdk\nfrom sentry_sdk.integrations.{} import {}\nsentry_sdk.init(dsn=os.environ['SENTRY'], traces_sample_rate=1.0, integrations=[{}()])\n"
OURS = "import onetrace_ai.auto\n"
# By the client: a tracer, its environment, and what stands before the program.
VARIANTS = {
    "openai": {
        "onetrace": ("ours", OURS),
        "otel genai-openai": ("otel", OTEL_OPENAI.format("opentelemetry.instrumentation.genai.openai")),
        "OpenInference": ("openinference", OTEL_OPENAI.format("openinference.instrumentation.openai")),
        "Traceloop": ("traceloop", OTEL_OPENAI.format("opentelemetry.instrumentation.openai")),
        "Logfire": ("logfire", LOGFIRE + "logfire.instrument_openai()\n"),
        "Langfuse": ("langfuse", "from langfuse.openai import openai as _\n"),
        "Sentry": ("sentry", SENTRY.format("openai", "OpenAIIntegration", "OpenAIIntegration")),
        "ddtrace": ("ddtrace", "import ddtrace\nddtrace.patch(openai=True)\n"),
    },
    "anthropic": {
        "onetrace": ("ours", OURS),
        "otel genai-anthropic": ("otel", OTEL_ANTHROPIC.format("opentelemetry.instrumentation.genai.anthropic")),
        "OpenInference": ("openinference", OTEL_ANTHROPIC.format("openinference.instrumentation.anthropic")),
        "Traceloop": ("traceloop", OTEL_ANTHROPIC.format("opentelemetry.instrumentation.anthropic")),
        "Logfire": ("logfire", LOGFIRE + "logfire.instrument_anthropic()\n"),
        "Sentry": ("sentry", SENTRY.format("anthropic", "AnthropicIntegration", "AnthropicIntegration")),
        "ddtrace": ("ddtrace", "import ddtrace\nddtrace.patch(anthropic=True)\n"),
    },
}
PROGRAMS = {
    "openai": (programs.OPENAI_HEAD, programs.OPENAI),
    "anthropic": (programs.ANTHROPIC_HEAD, programs.ANTHROPIC),
}


DRIVER = """
import contextlib, io, json, re, sys
programs, head = json.load(open(sys.argv[1]))
found = {}
for name, text in programs.items():
    source = head + text
    code = None
    if 'onetrace_ai.inject' in sys.modules:
        from onetrace_ai.compiler.compile_file import compile_source
        code = compile_source(source.encode(), 'program.py', 'program.py').code
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(code or compile(source, 'program.py', 'exec'), {'__name__': '__main__'})
        except BaseException as error:
            print('raised', type(error), error)
    found[name] = re.sub("0x[0-9a-f]+", "0x", out.getvalue())
json.dump(found, sys.__stdout__)
sys.__stdout__.flush()
os._exit(0)
"""


def said(client: str, place: str, before: str, folder: Path, env: dict[str, str]) -> dict[str, str]:
    head, texts = PROGRAMS[client]
    (folder / "programs.json").write_text(json.dumps([texts, head]))
    (folder / "driver.py").write_text(f"import os\n{before}{DRIVER}")
    command = [str(folder / place / "bin" / "python"), str(folder / "driver.py"), str(folder / "programs.json")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout[done.stdout.index("{") :])
    return found


def compare(client: str, folder: Path, env: dict[str, str]) -> None:
    texts = PROGRAMS[client][1]
    plain = said(client, "plain", "", folder, env)
    again = said(client, "plain", "", folder, env)
    assert plain == again, [name for name in plain if plain[name] != again[name]]
    print(f"\n**{client}**\n\n| | programs of {len(texts)} that say the same | that differ |\n|---|--:|---|")
    for variant, (place, before) in VARIANTS[client].items():
        try:
            found = said(client, place, before, folder, env)
        except Exception as error:
            print(f"| {variant} | could not be run: {str(error).splitlines()[-1][:80]} | |", flush=True)
            continue
        differ = [name for name in texts if found[name] != plain[name]]
        print(f"| {variant} | {len(texts) - len(differ)} | {', '.join(differ)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=HERE / ".venvs")
    folder: Path = parser.parse_args().folder
    prepare(folder, list(PACKAGES))
    llm, receiver = LlmServer(), Receiver()
    env = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("OTEL_", "DD_", "LANGFUSE_"))},
        "LLM": f"{llm.url}/v1", "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "DD_TRACE_AGENT_URL": receiver.url,
        "DD_INSTRUMENTATION_TELEMETRY_ENABLED": "false", "DD_TRACE_LOG_LEVEL": "CRITICAL",
        "SENTRY": f"http://k@127.0.0.1:{receiver.port}/1", "LANGFUSE_PUBLIC_KEY": "p", "LANGFUSE_SECRET_KEY": "s",
        "LANGFUSE_HOST": receiver.url, "LANGFUSE_BASE_URL": receiver.url,
    }  # fmt: skip
    for client in PROGRAMS:
        compare(client, folder, env)


if __name__ == "__main__":
    main()
