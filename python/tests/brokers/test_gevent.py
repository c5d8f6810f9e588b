"""Greenlets belong to who spawned them, and never to each other; with everything patched, in a process of its own."""

from __future__ import annotations

import pytest

from ..kit.program import run_python
from .conftest import check_session

PROGRAM = """
from gevent import monkey; monkey.patch_all()
import gevent, gevent.pool, gevent.threadpool, threading, os
from concurrent.futures import ThreadPoolExecutor
from onetrace_ai import Observe
import openai

def ask(session):
    def inside():
        Observe.set_attribute('session.id', session)
        gevent.sleep(0.01)
        def work():
            gevent.sleep(0.01)
            # A client of its own: a lock that is patched is no lock between native threads.
            client = openai.OpenAI(base_url=os.environ['LLM'], api_key='k')
            client.chat.completions.create(model='gpt-4o', messages=[])
        WAY
    Observe.with_trace('request', inside)

running = [gevent.spawn(ask, f's{n}') for n in range(5)]
gevent.joinall(running, raise_error=True)
assert Observe.get_carrier() == {}
"""
WAYS = {
    "spawn": "gevent.joinall([gevent.spawn(work)], raise_error=True)",
    "spawn_later": "gevent.joinall([gevent.spawn_later(0.01, work)], raise_error=True)",
    "Greenlet": "it = gevent.Greenlet(work); it.start(); it.get()",
    "pool": "gevent.pool.Pool(2).spawn(work).get()",
    "map": "gevent.pool.Pool(2).map(lambda _: work(), [1])",
    "group": "gevent.pool.Group().spawn(work).get()",
    "thread pool": "gevent.threadpool.ThreadPool(1).spawn(work).get()",
    "thread": "it = threading.Thread(target=work); it.start(); it.join()",
    "executor": "ThreadPoolExecutor(1).submit(work).result()",
    "none": "work()",
}


@pytest.mark.parametrize("way", WAYS)
def test_gevent(tmp_path, receiver, llm_server, way):
    (tmp_path / "app.py").write_text(PROGRAM.replace("WAY", WAYS[way]))
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "LLM": f"{llm_server.url}/v1"}
    done = run_python("-m", "onetrace_ai", "app.py", cwd=tmp_path, timeout=120, **env)
    assert done.returncode == 0 and done.stderr == "", done.stderr
    spans = receiver.wait(10)
    for n in range(5):
        check_session(spans, f"s{n}", [("request", ""), ("chat gpt-4o", "request")])
