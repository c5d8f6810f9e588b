"""Every Python example of the guide, as it stands there but for its import; ports are free ones."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from onetrace_ai import Observe

from ..kit.llm_server import TEXT
from ..kit.program import environment

PROGRAMS = Path(__file__).parent / "programs"


def free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


class Services:
    """Programs of the guide, run as `python -m onetrace_ai`."""

    def __init__(self, folder, receiver, llm_server):
        self.folder = folder
        self.ports = {"8000": str(free_port()), "8001": str(free_port())}
        self.env = environment(
            AISDK_PUBLIC_KEY="public",
            AISDK_SECRET_KEY="secret",
            OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url,
            OPENAI_BASE_URL=f"{llm_server.url}/v1",
            OPENAI_API_KEY="none",
        )
        self.running = []
        for file in PROGRAMS.glob("*.py"):
            text = file.read_text()
            for port, free in self.ports.items():
                text = text.replace(port, free)
            (folder / file.name).write_text(text)

    def start(self, name, port, service):
        command = [sys.executable, "-m", "onetrace_ai", name]
        env = {**self.env, "OTEL_SERVICE_NAME": service}
        self.running.append(subprocess.Popen(command, cwd=self.folder, env=env, stderr=subprocess.DEVNULL))
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", int(self.ports[port])), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"{name} does not listen")

    def run(self, name):
        command = [sys.executable, "-m", "onetrace_ai", name]
        done = subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def post(self, port, path, body, **headers):
        url = f"http://127.0.0.1:{self.ports[port]}{path}"
        headers = {"content-type": "application/json", **headers}
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def stop(self):
        for it in self.running:
            it.terminate()
        for it in self.running:
            it.wait(20)


@pytest.fixture
def services(tmp_path, receiver, llm_server):
    it = Services(tmp_path, receiver, llm_server)
    yield it
    it.stop()


def shape(spans):
    """Who is under whom: (service, name, the parent's name)."""
    names = {it["spanId"]: it["name"] for it in spans}
    return sorted((it["service"], it["name"], names.get(it.get("parentSpanId"), "")) for it in spans)


def check_one_trace(spans, session):
    assert len({it["traceId"] for it in spans}) == 1
    assert {it["attributes"].get("session.id") for it in spans} == {session}
    assert sum("parentSpanId" not in it for it in spans) == 1


def test_service_to_service(services, receiver):
    services.start("service_b.py", "8001", "b")
    services.start("service_a.py", "8000", "a")
    answer = services.post("8000", "/analyze", {"text": "hello", "session_id": "s-1"})
    assert answer == {"enriched": TEXT}
    spans = receiver.wait(5)
    check_one_trace(spans, "s-1")
    assert shape(spans) == [
        ("a", "POST", "POST /analyze"),
        ("a", "POST /analyze", ""),
        ("a", "chat gpt-4o-mini", "POST /analyze"),
        ("b", "POST /enrich", "POST"),
        ("b", "chat gpt-4o-mini", "POST /enrich"),
    ]
    assert receiver.headers[0]["authorization"] == "Basic cHVibGljOnNlY3JldA=="


def test_late_linking_moves_the_request(services, receiver):
    """No `traceparent` header, as from a client of another SDK: the carrier in X-Trace-Context is enough."""
    services.start("service_b.py", "8001", "b")
    carrier = {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "baggage": "session.id=s-2"}
    services.post("8001", "/enrich", {"text": "hi"}, **{"X-Trace-Context": json.dumps(carrier)})
    spans = receiver.wait(2)
    assert {it["traceId"] for it in spans} == {"a" * 32}
    assert {it["attributes"]["session.id"] for it in spans} == {"s-2"}
    assert [it["parentSpanId"] for it in spans if it["name"] == "POST /enrich"] == ["b" * 16]


def test_with_trace_for_http_calls(services, receiver):
    services.start("service_b_with_trace.py", "8001", "b")
    carrier = {"traceparent": f"00-{'c' * 32}-{'d' * 16}-01", "baggage": "session.id=s-3,user.id=u"}
    services.post("8001", "/enrich", {"text": "hi"}, **{"X-Trace-Context": json.dumps(carrier)})
    spans = receiver.wait(3)
    assert {it["traceId"] for it in spans} == {"c" * 32}
    assert ("b", "chat gpt-4o", "enrich-request") in shape(spans)
    assert {it["attributes"]["user.id"] for it in spans} == {"u"}


def test_standalone(services, receiver):
    assert services.run("standalone.py") == f"{TEXT}\n"
    spans = receiver.wait(2)
    check_one_trace(spans, "session-123")
    assert ("unknown_service", "chat gpt-4o", "process-documents") in shape(spans)


def test_message_queue(services, receiver):
    services.run("jobs.py")
    spans = receiver.wait(3)
    check_one_trace(spans, "session-abc")
    assert [it[1:] for it in shape(spans)] == [
        ("chat gpt-4o", "process-enrichment"),
        ("process-enrichment", "submit-job"),
        ("submit-job", ""),
    ]


def test_session_and_user(services):
    assert services.run("sessions.py") == "session.id=session-abc,user.id=user-42\n"


def test_reference(traced):
    """The table of the API."""
    assert Observe.get_carrier() == {}
    assert Observe.get_trace_id() is None
    seen = {}

    def inside():
        seen["carrier"] = Observe.get_carrier()
        seen["id"] = Observe.get_trace_id()
        return 5

    assert Observe.with_trace("name", inside) == 5
    assert list(seen["carrier"]) == ["traceparent", "baggage"]
    assert seen["carrier"]["traceparent"].split("-")[1] == seen["id"]
    for carrier in (seen["carrier"], json.dumps(seen["carrier"])):
        assert Observe.with_trace("next", Observe.get_trace_id, carrier=carrier) == seen["id"]
    assert Observe.with_trace("b", Observe.get_carrier, carrier="session.id=x")["baggage"] == "session.id=x"


def test_outside_a_trace_it_warns_and_does_nothing(traced, capsys):
    Observe.inject_remote_carrier({"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"})
    Observe.set_attribute("a", 1)
    told = capsys.readouterr().err
    assert "inject_remote_carrier outside a traced context does nothing; use with_trace" in told
    assert "set_attribute outside a traced context does nothing" in told


def test_custom_trace_ids(traced):
    runs = {Observe.with_trace("job", Observe.get_trace_id, id="order-123") for _ in range(3)}
    assert runs == {Observe.generate_trace_id("order-123")} == {"3b6a198e6f182f27b91aa5a8b37ab70d"}


def test_multi_hop(traced):
    """A service that got a carrier forwards the root's trace id."""
    first = Observe.with_trace("a", Observe.get_carrier)
    second = Observe.with_trace("b", Observe.get_carrier, carrier=first)
    third = Observe.with_trace("c", Observe.get_carrier, carrier=json.dumps(second))
    assert len({it["traceparent"].split("-")[1] for it in (first, second, third)}) == 1
