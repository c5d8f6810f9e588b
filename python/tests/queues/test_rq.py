from __future__ import annotations

import fakeredis
from rq import Queue, SimpleWorker

from onetrace_ai import Observe


def job():
    return Observe.with_trace("job", Observe.get_carrier)


def test_rq(traced, rewrite):
    queue = Queue("notes", connection=fakeredis.FakeStrictRedis())
    source = """
from onetrace_ai import Observe
def send():
    Observe.set_attribute('session.id', 's')
    return q.enqueue(job, meta={'own': 1}), q.enqueue(job)
jobs = Observe.with_trace('request', send)
"""
    names = rewrite(source, q=queue, job=job)
    SimpleWorker([queue], connection=queue.connection).work(burst=True, logging_level="ERROR")
    spans = traced.spans()
    ids = {it["spanId"]: it["name"] for it in spans}
    assert sorted((it["name"], ids.get(it.get("parentSpanId"), "")) for it in spans) == [
        ("job", "send notes"),
        ("job", "send notes"),
        ("request", ""),
        ("send notes", "request"),
        ("send notes", "request"),
    ]
    assert {it["attributes"]["session.id"] for it in spans} == {"s"}
    assert names["jobs"][0].meta["own"] == 1
