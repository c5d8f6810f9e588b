"""A program with an OpenTelemetry SDK, or with libraries that use its API, and sites of ours: one trace."""

from __future__ import annotations

import json

import pytest

from ..kit.program import run_python

SDK = """
import json
from opentelemetry import trace, baggage, context
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.resources import Resource
out = InMemorySpanExporter()
provider = TracerProvider(sampler=SAMPLER, resource=Resource({"service.name": "own"}))
provider.add_span_processor(SimpleSpanProcessor(out))
trace.set_tracer_provider(provider)
tracer = trace.get_tracer("program")
from onetrace_ai import Observe
"""
SHOW = """
names = {f"{it.context.span_id:016x}": it.name for it in out.get_finished_spans()}
print(json.dumps([{
    "name": it.name, "trace": f"{it.context.trace_id:032x}", "kind": it.kind.name, "status": it.status.status_code.name,
    "parent": it.parent and names.get(f"{it.parent.span_id:016x}", f"{it.parent.span_id:016x}"),
    "attributes": {k: v if not isinstance(v, tuple) else list(v) for k, v in it.attributes.items()},
    "links": [f"{x.context.trace_id:032x}" for x in it.links], "service": it.resource.attributes["service.name"],
    "scope": it.instrumentation_scope.name,
} for it in out.get_finished_spans()]))
"""


def spans_of(tmp_path, program, sampler="None", **env):
    (tmp_path / "app.py").write_text(SDK.replace("SAMPLER", sampler) + program + SHOW)
    done = run_python("-m", "onetrace_ai", "app.py", cwd=tmp_path, **env)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done


def tree(spans):
    return sorted((it["name"], it["parent"] or "") for it in spans)


def test_our_spans_are_the_sdks(tmp_path):
    spans, _ = spans_of(
        tmp_path,
        """
with tracer.start_as_current_span("outer"):
    def inside():
        Observe.set_attribute("session.id", "s")
        with tracer.start_as_current_span("theirs"):
            Observe.with_trace("ours again", lambda: None)
    Observe.with_trace("ours", inside)
""",
    )
    assert tree(spans) == [("ours", "outer"), ("ours again", "theirs"), ("outer", ""), ("theirs", "ours")]
    assert len({it["trace"] for it in spans}) == 1
    assert {it["service"] for it in spans} == {"own"}
    assert {it["name"]: it["attributes"].get("session.id") for it in spans} == {
        "ours": "s", "ours again": "s", "theirs": "s", "outer": None,
    }  # fmt: skip


def test_a_scope_of_theirs_is_a_scope(tmp_path):
    """What is set inside a foreign span is put on it, on its spans and on ours."""
    spans, _ = spans_of(
        tmp_path,
        """
with tracer.start_as_current_span("request"):
    Observe.set_attribute("session.id", "s")
    Observe.set_attribute("tags", ["a", "b"])
    Observe.with_trace("ours", lambda: None)
    with tracer.start_as_current_span("theirs"):
        carrier = Observe.get_carrier()
assert "session.id=s" in carrier["baggage"], carrier
""",
    )
    assert {it["attributes"].get("session.id") for it in spans} == {"s"}
    assert tree(spans) == [("ours", "request"), ("request", ""), ("theirs", "request")]


def test_a_model_inside_of_their_span(tmp_path, llm_server):
    spans, _ = spans_of(
        tmp_path,
        f"""
import openai
client = openai.OpenAI(base_url="{llm_server.url}/v1", api_key="k")
with tracer.start_as_current_span("request"):
    client.chat.completions.create(model="gpt-4o", messages=[{{"role": "user", "content": "x"}}])
    try:
        client.chat.completions.create(model="missing", messages=[])
    except openai.NotFoundError:
        pass
""",
    )
    assert tree(spans) == [("chat gpt-4o", "request"), ("chat missing", "request"), ("request", "")]
    chat = next(it for it in spans if it["name"] == "chat gpt-4o")
    assert chat["kind"] == "CLIENT" and chat["attributes"]["gen_ai.usage.input_tokens"] == 12
    assert chat["scope"] == "onetrace"
    assert next(it for it in spans if it["name"] == "chat missing")["status"] == "ERROR"


def test_late_linking_moves_ours(tmp_path):
    spans, _ = spans_of(
        tmp_path,
        """
def inside():
    Observe.with_trace("ended", lambda: None)
    Observe.inject_remote_carrier({"traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01", "baggage": "user.id=u"})
Observe.with_trace("root", inside)
""",
    )
    assert {it["trace"] for it in spans} == {"a" * 32}
    assert tree(spans) == [("ended", "root"), ("root", "b" * 16)]
    assert {it["name"]: it["attributes"].get("user.id") for it in spans} == {"root": "u", "ended": None}


def test_their_spans_cannot_be_moved(tmp_path):
    spans, done = spans_of(
        tmp_path,
        """
with tracer.start_as_current_span("request"):
    Observe.inject_remote_carrier({"traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01", "baggage": "user.id=u"})
    Observe.with_trace("ours", lambda: None)
""",
    )
    assert len({it["trace"] for it in spans}) == 1
    assert {it["attributes"].get("user.id") for it in spans} == {"u"}
    assert "whose spans cannot be moved" in done.stderr


def test_their_sampler_decides(tmp_path):
    spans, _ = spans_of(tmp_path, "Observe.with_trace('ours', lambda: None)\n", "ALWAYS_OFF")
    assert spans == []


def test_their_context_and_baggage(tmp_path):
    spans, _ = spans_of(
        tmp_path,
        """
token = context.attach(baggage.set_baggage("session.id", "from-baggage"))
with tracer.start_as_current_span("request"):
    Observe.with_trace("ours", lambda: None)
context.detach(token)
import asyncio
async def main():
    async def part(name):
        with tracer.start_as_current_span(name):
            await asyncio.sleep(0)
            Observe.with_trace("in " + name, lambda: None)
    await asyncio.gather(part("x"), part("y"))
asyncio.run(Observe.with_trace("both", main))
""",
    )
    assert tree(spans) == [
        ("both", ""), ("in x", "x"), ("in y", "y"), ("ours", "request"), ("request", ""), ("x", "both"), ("y", "both"),
    ]  # fmt: skip
    assert next(it for it in spans if it["name"] == "ours")["attributes"]["session.id"] == "from-baggage"


def test_no_context_is_detached_elsewhere(tmp_path):
    """Generators of ours that are closed by another context say nothing."""
    _, done = spans_of(
        tmp_path,
        """
import contextvars
def steps():
    yield 1
    yield 2
def begin():
    it = Observe.with_trace("steps", steps); next(it); return it
it = contextvars.copy_context().run(begin)
contextvars.copy_context().run(it.close)
""",
    )
    assert done.stderr == ""


@pytest.mark.parametrize("option", ["False", "None"])
def test_the_option(tmp_path, receiver, option):
    program = f"""
Observe.init(endpoint={receiver.url!r}, otel={option})
with tracer.start_as_current_span("theirs"):
    Observe.with_trace("ours", lambda: None)
Observe.flush()
"""
    spans, _ = spans_of(tmp_path, program)
    joined = option == "None"
    assert [it["name"] for it in receiver.spans] == ([] if joined else ["ours"])
    assert tree(spans) == ([("ours", "theirs"), ("theirs", "")] if joined else [("theirs", "")])


LIBRARY = """
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode, NonRecordingSpan, SpanContext, TraceFlags
tracer = trace.get_tracer("library")     # before init, as libraries do when they are imported
from onetrace_ai import Observe
Observe.init(endpoint=ENDPOINT, otel=True)
"""


def served(tmp_path, receiver, program):
    (tmp_path / "app.py").write_text(LIBRARY.replace("ENDPOINT", repr(receiver.url)) + program)
    done = run_python("-m", "onetrace_ai", "app.py", cwd=tmp_path)
    assert done.returncode == 0 and "onetrace" not in done.stderr, done.stderr
    spans = receiver.spans
    names = {it["spanId"]: it["name"] for it in spans}
    return {it["name"]: {**it, "parent": names.get(it.get("parentSpanId"), it.get("parentSpanId", ""))} for it in spans}


def test_spans_of_libraries_join(tmp_path, receiver):
    spans = served(
        tmp_path,
        receiver,
        """
def inside():
    Observe.set_attribute("session.id", "s")
    with tracer.start_as_current_span("theirs", kind=SpanKind.CLIENT, attributes={"a": 1}) as span:
        span.set_attribute("b", [1, 2])
        span.add_event("seen", {"c": True})
        Observe.with_trace("ours", lambda: trace.get_current_span().set_attribute("from", "api"))
    loose = tracer.start_span("not current")
    loose.set_status(StatusCode.ERROR, "no")
    loose.update_name("renamed")
    loose.end()
    try:
        with tracer.start_as_current_span("fails"):
            raise ValueError("bad")
    except ValueError:
        pass
Observe.with_trace("root", inside)
""",
    )
    assert {name: it["parent"] for name, it in spans.items()} == {
        "root": "", "theirs": "root", "ours": "theirs", "renamed": "root", "fails": "root",
    }  # fmt: skip
    assert len({it["traceId"] for it in spans.values()}) == 1
    assert {it["attributes"]["session.id"] for it in spans.values()} == {"s"}
    assert spans["theirs"]["kind"] == 3 and spans["theirs"]["attributes"]["a"] == 1
    assert spans["theirs"]["events"][0]["name"] == "seen"
    assert spans["ours"]["attributes"]["from"] == "api"
    assert spans["renamed"]["status"]["code"] == 2 and spans["renamed"]["status"]["message"] == "no"
    assert spans["fails"]["status"]["code"] == 2
    assert spans["fails"]["events"][0]["name"] == "exception"


def test_an_explicit_parent_of_the_api(tmp_path, receiver):
    spans = served(
        tmp_path,
        receiver,
        """
remote = SpanContext(int("a" * 32, 16), int("b" * 16, 16), True, TraceFlags(1))
with tracer.start_as_current_span("child", context=trace.set_span_in_context(NonRecordingSpan(remote))):
    Observe.with_trace("ours", lambda: None)
@tracer.start_as_current_span("decorated")
def work():
    return Observe.get_trace_id()
assert work() == work.__wrapped__() or True
""",
    )
    assert spans["child"]["traceId"] == spans["ours"]["traceId"] == "a" * 32
    assert spans["child"]["parent"] == "b" * 16 and spans["ours"]["parent"] == "child"
    assert spans["decorated"]["parent"] == ""


def test_a_call_of_a_model_that_a_library_tells_is_told_once(tmp_path, receiver, llm_server):
    spans = served(
        tmp_path,
        receiver,
        f"""
import openai
client = openai.OpenAI(base_url="{llm_server.url}/v1", api_key="k")
with tracer.start_as_current_span("chat gpt-4o", attributes={{"gen_ai.operation.name": "chat"}}):
    client.chat.completions.create(model="gpt-4o", messages=[])
with tracer.start_as_current_span("invoke_agent", attributes={{"gen_ai.operation.name": "invoke_agent"}}):
    client.chat.completions.create(model="other", messages=[])
""",
    )
    assert {name: it["parent"] for name, it in spans.items()} == {
        "chat gpt-4o": "", "invoke_agent": "", "chat other": "invoke_agent",
    }  # fmt: skip


def test_without_the_api(tmp_path):
    """`otel=True` where `opentelemetry` is not installed is told, and does nothing else."""
    (tmp_path / "app.py").write_text(
        "import sys\nsys.modules['opentelemetry'] = None\nfrom onetrace_ai import Observe\n"
        "Observe.init(otel=True, enabled=False)\nObserve.init()\nprint(Observe.with_trace('x', lambda: 5))\n"
    )
    done = run_python("app.py", cwd=tmp_path)
    assert done.stdout == "5\n"
