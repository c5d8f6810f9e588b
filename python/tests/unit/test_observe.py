"""Scopes, late linking, and what runs later than its call."""

from __future__ import annotations

import asyncio
import gc
import threading

import pytest

from onetrace_ai import Observe
from onetrace_ai import traced as traced_decorator

A = {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "baggage": "session.id=s"}


def by_name(spans):
    return {it["name"]: it for it in spans}


def test_late_linking_moves_ended_spans(traced):
    def root():
        Observe.with_trace("early", lambda: None)
        Observe.inject_remote_carrier(A)
        Observe.with_trace("late", lambda: None)

    Observe.with_trace("root", root)
    spans = by_name(traced.spans())
    assert {it["traceId"] for it in spans.values()} == {"a" * 32}
    assert spans["root"]["parentSpanId"] == "b" * 16
    assert spans["early"]["parentSpanId"] == spans["root"]["spanId"]
    assert spans["late"]["attributes"]["session.id"] == "s"


def test_what_left_is_linked(traced, capsys):
    def root():
        before = Observe.get_carrier()
        Observe.inject_remote_carrier(A)
        return before

    before = Observe.with_trace("root", root)
    span = traced.only()
    assert span["links"][0]["traceId"] == before["traceparent"].split("-")[1]
    assert "they are linked, not moved" in capsys.readouterr().err


def test_a_scope_beside_sees_nothing(traced):
    def one(name):
        def scope():
            Observe.set_attribute("session.id", name)
            return Observe.with_trace("inner", Observe.get_carrier)["baggage"]

        return Observe.with_trace(name, scope)

    def root():
        assert [one("a"), one("b")] == ["session.id=a", "session.id=b"]
        return Observe.get_carrier()["baggage"]

    assert Observe.with_trace("root", root) == ""


def test_exceptions_pass_as_they_are(traced):
    error = KeyError("mine")

    def fails():
        raise error

    with pytest.raises(KeyError) as caught:
        Observe.with_trace("fails", fails)
    assert caught.value is error
    span = traced.only()
    assert span["status"]["code"] == 2
    assert span["attributes"]["error.type"] == "KeyError"


async def _session(name, pause):
    Observe.set_attribute("session.id", name)
    await asyncio.sleep(pause)
    return Observe.with_trace("inner", Observe.get_carrier)["baggage"]


def test_tasks_never_meet(traced):
    async def main():
        jobs = [Observe.with_trace(f"t{n}", lambda n=n: _session(f"s{n}", 0.001 * (n % 3))) for n in range(50)]
        return await asyncio.gather(*jobs)

    assert asyncio.run(main()) == [f"session.id=s{n}" for n in range(50)]
    spans = traced.spans()
    assert len(spans) == 100 and len({it["traceId"] for it in spans}) == 50


def test_generator_closed_early(traced):
    def items():
        yield Observe.get_trace_id()
        yield 2

    it = Observe.with_trace("items", items)
    assert it.__name__ == "items"
    assert next(it) is not None
    assert Observe.get_trace_id() is None, "nothing stays attached between two steps"
    it.close()
    assert "status" not in traced.only()


def test_generator_resumed_elsewhere(traced):
    def items():
        for _ in range(3):
            yield Observe.get_trace_id()

    it = Observe.with_trace("items", items)
    found = [next(it)]
    thread = threading.Thread(target=lambda: found.append(next(it)))
    thread.start()
    thread.join()
    found.extend(it)
    assert len(set(found)) == 1 and None not in found


def test_async_generator_closed_by_another_task(traced):
    async def items():
        try:
            yield Observe.get_trace_id()
            yield 2
        finally:
            await asyncio.sleep(0)

    async def main():
        it = Observe.with_trace("items", items)
        assert await it.__anext__() is not None
        await asyncio.create_task(it.aclose())
        assert Observe.get_trace_id() is None

    asyncio.run(main())
    assert "status" not in traced.only()


def test_a_coroutine_that_is_never_awaited(traced, recwarn):
    async def never():
        pass

    Observe.with_trace("never", never)
    gc.collect()
    assert [str(it.message) for it in recwarn] == [
        "coroutine 'test_a_coroutine_that_is_never_awaited.<locals>.never' was never awaited"
    ]
    recwarn.clear()  # it keeps what it warns of
    gc.collect()
    assert traced.only()["name"] == "never"


def test_a_future(traced):
    async def main():
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.01, future.set_result, 5)
        assert Observe.with_trace("future", lambda: future) is future
        return await future

    assert asyncio.run(main()) == 5
    assert traced.only()["name"] == "future"


def test_decorator(traced):
    class Service:
        @traced_decorator
        def plain(self, x):
            """Doc."""
            return x

        @traced_decorator("named", attributes={"a": 1}, kind="client")
        async def later(self):
            return Observe.get_trace_id()

        @traced_decorator
        def steps(self):
            got = yield 1
            yield got

        @staticmethod
        @traced_decorator
        def free():
            return 3

    it = Service()
    assert it.plain(2) == 2 and Service.plain.__doc__ == "Doc." and it.free() == 3
    assert asyncio.iscoroutinefunction(Service.later)
    assert asyncio.run(it.later())
    steps = it.steps()
    assert (next(steps), steps.send("x")) == (1, "x")
    steps.close()
    spans = by_name(traced.spans())
    assert spans["named"]["kind"] == 3 and spans["named"]["attributes"]["a"] == 1
    assert len(spans) == 4


def test_options(traced):
    def inside():
        return Observe.with_trace("other", Observe.get_trace_id, root=True), Observe.get_trace_id()

    other, own = Observe.with_trace("x", inside, attributes={"k": [1, "a"]}, kind="consumer", links=[A], id="order-123")
    assert other != own == Observe.generate_trace_id("order-123")
    spans = by_name(traced.spans())
    assert spans["x"]["kind"] == 5 and spans["x"]["attributes"]["k"] == [1, "a"]
    assert spans["x"]["attributes"]["onetrace.custom_id"] == "order-123"
    assert spans["x"]["links"][0]["traceId"] == "a" * 32
    assert spans["other"]["links"][0]["traceId"] == own


def test_a_context_that_outlives_its_request(traced, monkeypatch):
    """A worker that is created by a request does not run in it for ever."""
    from onetrace_ai import tracer

    monkeypatch.setattr(tracer, "STALE_SECONDS", 0.05)
    kept = {}

    def request():
        import contextvars

        Observe.set_attribute("session.id", "s")
        kept["context"] = contextvars.copy_context()

    Observe.with_trace("request", request)
    soon = kept["context"].run(Observe.with_trace, "soon", Observe.get_carrier)
    assert soon["baggage"] == "session.id=s"
    threading.Event().wait(0.1)
    late = kept["context"].run(Observe.with_trace, "late", Observe.get_carrier)
    assert late["baggage"] == ""
    spans = by_name(traced.spans())
    assert spans["late"]["traceId"] != spans["request"]["traceId"] == spans["soon"]["traceId"]
    assert spans["late"]["links"][0]["traceId"] == spans["request"]["traceId"]


def test_sampling(traced):
    traced.configure(sample_rate=0)
    carrier = Observe.with_trace("x", Observe.get_carrier)
    assert carrier["traceparent"].endswith("-02")
    traced.configure(sample_rate=0, keep={"errors": True})
    with pytest.raises(ValueError):
        Observe.with_trace("kept", lambda: int("x"))
    Observe.with_trace("gone", lambda: None)
    assert [it["name"] for it in traced.spans()] == ["kept"]


def test_ratios_nest(traced):
    ids = [Observe.generate_trace_id(str(n)) for n in range(2000)]

    def recorded(ratio):
        traced.configure(sample_rate=ratio)
        return {it for it in ids if Observe.with_trace("x", Observe.get_carrier, id=it)["traceparent"][-1] == "1"}

    few, many = recorded(0.1), recorded(0.5)
    assert few < many and 120 < len(few) < 280 and 850 < len(many) < 1150


def test_distrust(traced):
    from onetrace_ai.carrier import parse_carrier
    from onetrace_ai.tracer import end_span, start_incoming

    traced.configure(incoming="link")
    end_span(start_incoming("linked", 2, parse_carrier(A)))
    traced.spans()
    traced.configure(incoming="ids")
    end_span(start_incoming("ids", 2, parse_carrier(A)))
    spans = by_name(traced.spans())
    assert spans["linked"]["links"][0]["traceId"] == "a" * 32 != spans["linked"]["traceId"]
    assert spans["ids"]["traceId"] == "a" * 32 and "session.id" not in spans["ids"]["attributes"]


def test_what_is_entered_in_a_step_is_there_in_the_next(traced):
    """A span that is open over an `await` is still the active one after it, and not whatever is around it."""
    import asyncio

    from onetrace_ai.context import active_span, enter_span, leave_span
    from onetrace_ai.span import INTERNAL
    from onetrace_ai.tracer import end_span, start_span

    async def inner():
        span = start_span("held", INTERNAL)
        outer = enter_span(span)
        await asyncio.sleep(0)
        assert active_span() is span
        leave_span(span, outer)
        end_span(span)
        return active_span()

    async def main():
        return (await Observe.with_trace("around", inner)).name, active_span()

    assert asyncio.run(main()) == ("around", None)


def test_a_record_that_is_a_named_tuple(traced):
    """kafka-python's messages: their headers, and not the text of all that they hold."""
    from collections import namedtuple

    record = namedtuple("record", "topic headers")("t", [("traceparent", f"00-{'a' * 32}-{'b' * 16}-01".encode())])
    assert Observe.with_trace("work", Observe.get_trace_id, carrier=record) == "a" * 32
    assert Observe.with_trace("work", Observe.get_carrier, carrier=record._replace(headers=[]))["baggage"] == ""
