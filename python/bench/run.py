"""
CPU that tracing adds to a request, at start, and in memory, beside peers, each in an environment of its own.

    python bench/run.py [--rounds 6] [--requests 60]      prints the table of bench/README.md

The variants take turns, round by round, so that a busy machine is busy for all of them; what counts is the median of
the differences within a round. CPU is the server's own
process time, its exporter's threads included; the model and the receiver are in this process.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from places import prepare  # noqa: E402

from tests.kit.llm_server import LlmServer  # noqa: E402
from tests.kit.receiver import Receiver  # noqa: E402

# Its environment, and what stands before the program.
VARIANTS = {
    "untouched": ("plain", ["{python}"]),
    "onetrace, hook": ("ours", ["{python}", "-m", "onetrace_ai"]),
    "onetrace, compiled": ("ours", ["{python}", "-c", "import {module}; {module}.serve()", "#"]),
    "opentelemetry-instrument": ("otel", ["{bin}/opentelemetry-instrument", "{python}"]),
    "ddtrace-run": ("ddtrace", ["{bin}/ddtrace-run", "{python}"]),
}


PEER = "opentelemetry-instrument"


class Server:
    def __init__(self, name: str, module: str, folder: Path, env: dict[str, str]) -> None:
        place, before = VARIANTS[name]
        bins = folder / place / "bin"
        command = [it.format(python=bins / "python", bin=bins, module=module) for it in before]
        self.process = subprocess.Popen(
            [*command, f"{module}.py"],
            cwd=HERE,
            env=_of(place, env),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        words: list[str] = []
        while words[:1] != ["port"]:
            line = self.process.stdout.readline()
            assert line, f"{name} ended"
            words = line.split()
        self.connection = http.client.HTTPConnection("127.0.0.1", int(words[1]), timeout=60)
        for _ in range(600):  # it says its port before it listens
            try:
                self.connection.connect()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        self.start_cpu = self.used()["cpu"]

    def get(self, path: str) -> bytes:
        try:
            return self.ask(path)
        except http.client.RemoteDisconnected:  # servers close what is idle for a while
            return self.ask(path)

    def ask(self, path: str) -> bytes:
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return body

    def used(self) -> dict[str, float]:
        found: dict[str, float] = json.loads(self.get("/used"))
        return found

    def cost(self, path: str, requests: int) -> float:
        """Microseconds of CPU a request."""
        before = self.used()["cpu"]
        for _ in range(requests):
            self.get(path)
        return (self.used()["cpu"] - before) / requests * 1e6

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def _of(place: str, env: dict[str, str]) -> dict[str, str]:
    """Each sends as it does by default: OpenTelemetry here in protobuf, since it has no JSON without another package."""
    return {key: value for key, value in env.items() if place != "ours" or key != "OTEL_EXPORTER_OTLP_PROTOCOL"}


def environment(llm: LlmServer, receiver: Receiver) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("OTEL_", "DD_"))}
    return {
        **kept,
        "LLM": f"{llm.url}/v1",
        "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url,
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "OTEL_METRICS_EXPORTER": "none",
        "OTEL_LOGS_EXPORTER": "none",
        "OTEL_SERVICE_NAME": "bench",
        "DD_TRACE_AGENT_URL": receiver.url,
        "DD_INSTRUMENTATION_TELEMETRY_ENABLED": "false",
        "DD_REMOTE_CONFIGURATION_ENABLED": "false",
    }


def measure(module: str, given: argparse.Namespace, folder: Path, env: dict[str, str]) -> None:
    servers: dict[str, Server] = {}
    try:
        for name in VARIANTS:
            servers[name] = Server(name, module, folder, env)
        compare(module, given, servers)
    finally:
        for server in servers.values():
            server.stop()


def compare(module: str, given: argparse.Namespace, servers: dict[str, Server]) -> None:
    costs: dict[tuple[str, str], list[float]] = {}
    for server in servers.values():
        for path in ("/ask", "/stream"):
            server.cost(path, 30)
    for _ in range(given.rounds):
        for path in ("/ask", "/stream"):
            for name, server in servers.items():
                costs.setdefault((name, path), []).append(server.cost(path, given.requests))
    used = {name: server.used() for name, server in servers.items()}
    print(
        f"\n**{module}**\n\n| | added µs a request | of OpenTelemetry's | added µs a stream | of OpenTelemetry's | RSS, MiB |\n|---|--:|--:|--:|--:|--:|"
    )
    added = {
        (name, path): statistics.median(it - plain for it, plain in zip(costs[name, path], costs["untouched", path]))
        for name, path in costs
    }
    for name in servers:
        if name == "untouched":
            ask, stream = (statistics.median(costs[name, path]) for path in ("/ask", "/stream"))
            print(
                f"| untouched | ({ask:,.0f} in all) | | ({stream:,.0f} in all) | | ({used[name]['rss'] / 1024:,.0f} in all) |"
            )
            continue
        cells = [
            f"{added[name, path]:+,.0f} | {added[name, path] / added[PEER, path]:.2f}" for path in ("/ask", "/stream")
        ]
        print(f"| {name} | {' | '.join(cells)} | {(used[name]['rss'] - used['untouched']['rss']) / 1024:+,.0f} |")


def measure_start(rounds: int, folder: Path, env: dict[str, str]) -> None:
    """CPU of a whole program that only imports what it needs, from its start to its end."""
    costs: dict[str, list[float]] = {name: [] for name in VARIANTS}
    for _ in range(rounds):
        for name, (place, before) in VARIANTS.items():
            bins = folder / place / "bin"
            command = [it.format(python=bins / "python", bin=bins, module="app_start") for it in before]
            begun = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([*command, "app_start.py"], cwd=HERE, env=_of(place, env), capture_output=True, check=True)
            ended = resource.getrusage(resource.RUSAGE_CHILDREN)
            costs[name].append((ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime) * 1000)
    print("\n**start**\n\n| | added ms of CPU, median | least against least |\n|---|--:|--:|")
    for name, found in costs.items():
        if name != "untouched":
            differences = [it - plain for it, plain in zip(found, costs["untouched"])]
            print(f"| {name} | {statistics.median(differences):+,.0f} | {min(found) - min(costs['untouched']):+,.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--folder", type=Path, default=HERE / ".venvs")
    given = parser.parse_args()
    prepare(given.folder, ["plain", "ours", "otel", "ddtrace"])
    subprocess.run([str(given.folder / "ours/bin/onetrace-ai"), "compile", "--quiet", str(HERE)], check=True)
    llm, receiver = LlmServer(), Receiver()
    receiver.bodies = type("None", (list,), {"append": lambda *_: None})()  # kept by nobody
    env = environment(llm, receiver)
    measure_start(given.rounds, given.folder, env)
    for module in ("app_flask", "app_fastapi"):
        measure(module, given, given.folder, env)


if __name__ == "__main__":
    main()
