"""Queues over a Redis: the guide's own, RQ, Celery and Dramatiq, with workers in processes of their own."""

from __future__ import annotations

import subprocess
import sys

from ..kit.program import environment, run_python
from .conftest import check_session

REQUESTS = """
import os, sys
from onetrace_ai import Observe
def requests(send):
    for session in ("s1", "s2"):
        def inside():
            Observe.set_attribute("session.id", session)
            send()
        Observe.with_trace("request", inside)
"""


def test_the_guide_s_queue_over_a_list_a_stream_and_a_channel(traced, redis_url):
    source = (
        REQUESTS
        + """
import json, redis
client = redis.Redis.from_url(URL)
listening = client.pubsub()
listening.subscribe("channel")
listening.get_message(timeout=10)
def send():
    message = {"payload": {"document_id": "doc-123"}, "trace_context": Observe.get_carrier()}
    client.lpush("jobs", json.dumps(message))
    client.xadd("stream", {"payload": "x", **Observe.get_carrier()})
    client.publish("channel", json.dumps(message))
requests(send)
for _ in range(2):
    message = json.loads(client.brpop("jobs", timeout=30)[1])
    Observe.with_trace("list", lambda: None, carrier=message["trace_context"])
for _, fields in client.xread({"stream": "0"}, count=2)[0][1]:
    Observe.with_trace("stream", lambda: None, carrier=fields)
for _ in range(2):
    Observe.with_trace("channel", lambda: None, carrier=listening.get_message(timeout=10)["data"])
"""
    )
    exec(source, {"URL": redis_url})
    spans = traced.spans()
    for session in ("s1", "s2"):
        check_session(
            spans, session, [("request", ""), ("list", "request"), ("stream", "request"), ("channel", "request")]
        )


RQ = (
    REQUESTS
    + """
from redis import Redis
from rq import Queue
def job(text):
    return Observe.with_trace("work", lambda: text)
if __name__ == "__main__":
    import jobs
    queue = Queue("notes", connection=Redis.from_url(os.environ["REDIS"]))
    requests(lambda: queue.enqueue(jobs.job, "x"))
"""
)


def test_rq_with_its_forking_worker(tmp_path, receiver, redis_url):
    (tmp_path / "jobs.py").write_text(RQ)
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "REDIS": redis_url}
    done = run_python("-m", "onetrace_ai", "jobs.py", cwd=tmp_path, **env)
    assert done.returncode == 0, done.stderr
    command = ["-m", "onetrace_ai", "-m", "rq.cli", "worker", "notes", "--burst", "--url", redis_url]
    worked = run_python(*command, cwd=tmp_path, timeout=120, PYTHONPATH=_path(tmp_path), **env)
    assert worked.returncode == 0, worked.stderr[-2000:]
    spans = receiver.wait(6)
    for session in ("s1", "s2"):
        check_session(spans, session, [("request", ""), ("send notes", "request"), ("work", "send notes")])


def _path(folder):
    return ":".join([str(folder), *(it for it in [environment().get("PYTHONPATH")] if it)])


CELERY = (
    REQUESTS
    + """
from celery import Celery
app = Celery("jobs", broker=os.environ["REDIS"], backend=os.environ["REDIS"])
app.conf.update(worker_hijack_root_logger=False, broker_connection_retry_on_startup=True)
@app.task(name="note")
def note(text):
    return Observe.with_trace("work", lambda: text)
if __name__ == "__main__":
    results = []
    requests(lambda: results.append(note.delay("x")))
    print([it.get(60) for it in results])
"""
)
DRAMATIQ = (
    REQUESTS
    + """
import dramatiq
from dramatiq.brokers.redis import RedisBroker
dramatiq.set_broker(RedisBroker(url=os.environ["REDIS"]))
@dramatiq.actor(max_retries=1, min_backoff=10, max_backoff=20)
def note(text):
    import redis
    first = redis.Redis.from_url(os.environ["REDIS"]).incr("tried:" + Observe.get_trace_id()) == 1
    Observe.with_trace("work", lambda: text)
    if first:
        raise ValueError("again")
if __name__ == "__main__":
    requests(lambda: note.send("x"))
"""
)


def _with_worker(tmp_path, receiver, redis_url, program, command, count):
    (tmp_path / "jobs.py").write_text(program)
    env = environment(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url, REDIS=redis_url, PYTHONPATH=_path(tmp_path))
    with open(tmp_path / "log", "w") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "onetrace_ai", "-m", *command], cwd=tmp_path, env=env, stdout=log, stderr=log
        )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "onetrace_ai", "jobs.py"],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr + (tmp_path / "log").read_text()
        return receiver.wait(count, 90), done.stdout
    finally:
        worker.terminate()
        try:
            worker.wait(30)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def test_celery_over_redis(tmp_path, receiver, redis_url):
    command = ["celery", "-A", "jobs", "worker", "-c", "1", "-l", "error"]
    spans, told = _with_worker(tmp_path, receiver, redis_url, CELERY, command, 8)
    assert told == "['x', 'x']\n"
    for session in ("s1", "s2"):
        check_session(
            spans, session,
            [("request", ""), ("send note", "request"), ("process note", "send note"), ("work", "process note")],
        )  # fmt: skip


def test_dramatiq_with_a_retry(tmp_path, receiver, redis_url):
    """What is tried again is still who sent it; a worker in processes and threads of its own."""
    command = ["dramatiq", "jobs", "--processes", "1", "--threads", "2"]
    spans, _ = _with_worker(tmp_path, receiver, redis_url, DRAMATIQ, command, 12)
    for session in ("s1", "s2"):
        mine = [("request", ""), ("send default", "request")]
        check_session(spans, session, mine + [("process note", "send default"), ("work", "process note")] * 2)
    assert sum(it["attributes"].get("error.type") == "ValueError" for it in spans) == 2
