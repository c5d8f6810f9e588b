"""A task belongs to who sent it, in a worker that began long before."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from ..kit.program import environment

PROGRAM = """
import sys, time
from celery import Celery, shared_task
from onetrace_ai import Observe

app = Celery("jobs", broker="filesystem://", backend="cache+memory://")
app.conf.update(
    broker_transport_options={"data_folder_in": "q", "data_folder_out": "q", "store_processed": False},
    worker_hijack_root_logger=False, broker_connection_retry_on_startup=True,
)

@app.task
def note(text):
    return Observe.with_trace("inside", Observe.get_carrier)["baggage"]

@app.task
def fails():
    raise ValueError("no")

def send(session):
    Observe.set_attribute("session.id", session)
    note.delay("x")
    fails.apply_async(headers={"own": "1"})

if __name__ == "__main__":
    for session in ("s1", "s2"):
        Observe.with_trace("request", lambda: send(session))
"""


@pytest.mark.parametrize("pool", ["solo", "prefork"])
def test_celery(tmp_path, receiver, pool):
    (tmp_path / "jobs.py").write_text(PROGRAM)
    (tmp_path / "q").mkdir()
    env = environment(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url)
    done = subprocess.run(
        [sys.executable, "-m", "onetrace_ai", "jobs.py"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "onetrace_ai", "-m", "celery", "-A", "jobs", "worker", "-P", pool, "-c", "1"]
    command += ["--max-tasks-per-child", "1"] if pool == "prefork" else []
    with open(tmp_path / "log", "w") as log:
        worker = subprocess.Popen([*command, "-l", "error"], cwd=tmp_path, env=env, stdout=log, stderr=log)
    try:
        # Two requests with two sends each; four tasks, two of them with a span of their own.
        spans = receiver.wait(12, 90)
    finally:
        worker.terminate()
        try:
            worker.wait(20)
        except subprocess.TimeoutExpired:
            worker.kill()
    time.sleep(0)
    traces = {}
    for span in spans:
        traces.setdefault(span["traceId"], []).append(span)
    assert len(traces) == 2
    for trace in traces.values():
        ids = {it["spanId"]: it["name"] for it in trace}
        tree = sorted((it["name"], ids.get(it.get("parentSpanId"), "")) for it in trace)
        assert tree == [
            ("inside", "process jobs.note"),
            ("process jobs.fails", "send jobs.fails"),
            ("process jobs.note", "send jobs.note"),
            ("request", ""),
            ("send jobs.fails", "request"),
            ("send jobs.note", "request"),
        ] or tree == [
            (name.replace("jobs.", "__main__."), parent.replace("jobs.", "__main__.")) for name, parent in tree
        ]
        assert len({it["attributes"]["session.id"] for it in trace}) == 1
        failed = [it for it in trace if it["name"] == "process jobs.fails"]
        assert all(it["attributes"]["error.type"] == "ValueError" for it in failed)
