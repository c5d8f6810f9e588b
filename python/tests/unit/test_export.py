"""A receiver that goes wrong, and a process that ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from onetrace_ai import Observe, flush, shutdown, stats

from ..kit.program import environment, run_python
from ..kit.receiver import Receiver


def make(count):
    for _ in range(count):
        Observe.with_trace("x", lambda: None)


def test_burst(traced, receiver):
    make(10_000)
    assert flush(30)
    assert len(receiver.spans) == 10_000
    assert stats()["exported"] == stats()["recorded"] == 10_000


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
def test_retried(traced, receiver, status):
    receiver.fault = lambda count: (status, {}, b"") if count <= 2 else None
    make(10)
    assert flush(20)
    assert len(receiver.spans) == 10


def test_retry_after(traced, receiver):
    receiver.fault = lambda count: (503, {"retry-after": "1"}, b"") if count == 1 else None
    make(3)
    begin = time.monotonic()
    assert flush(20)
    assert len(receiver.spans) == 3 and time.monotonic() - begin >= 0.9


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((401, {}, b"key?"), "unauthorized"),
        ((404, {}, b""), "rejected"),
        ((302, {"location": "/login"}, b""), "not_otlp"),
        ((200, {"content-type": "text/html"}, b"<html>"), "not_otlp"),
    ],
)
def test_refused_is_counted_and_told(traced, receiver, capfd, answer, reason):
    receiver.fault = lambda _: answer
    make(5)
    flush(10)
    assert stats()["dropped"] == {reason: 5}
    assert f"5 spans are lost ({reason})" in capfd.readouterr().err


def test_partial_success(traced, receiver, capfd):
    body = json.dumps({"partialSuccess": {"rejectedSpans": "2", "errorMessage": "no"}}).encode()
    receiver.fault = lambda _: (200, {"content-type": "application/json"}, body)
    make(5)
    flush(10)
    assert (stats()["exported"], stats()["dropped"]) == (3, {"rejected": 2})


def test_too_large_is_split(traced, receiver):
    def fault(_):
        return (413, {}, b"") if receiver.requests < 4 else None

    receiver.fault = fault
    make(64)
    assert flush(20)
    assert len(receiver.spans) + stats()["dropped"].get("too_large", 0) == 64


def test_receiver_that_is_away_and_comes_back(traced):
    away = Receiver()
    port = away.port
    away.close()
    traced.configure(endpoint=f"http://127.0.0.1:{port}")
    make(20)
    assert not flush(0.2)
    back = Receiver(port=port)
    assert flush(20)
    assert len(back.spans) == 20
    back.close()


def test_queue_is_bounded_and_tells(traced, capfd):
    traced.configure(endpoint="http://127.0.0.1:9", export={"queue_bytes": 50_000})
    make(2_000)
    flush(0.1)
    assert stats()["dropped"]["queue_full"] > 1000
    assert stats()["queue_bytes"] <= 60_000
    assert "spans are dropped" in capfd.readouterr().err


def test_spool(traced, receiver, tmp_path):
    folder = str(tmp_path / "spool")
    traced.configure(endpoint="http://127.0.0.1:9", spool=folder)
    make(7)
    shutdown(0.2)
    files = list((tmp_path / "spool").rglob("*.json"))
    assert len(files) == 1
    assert oct(files[0].stat().st_mode)[-3:] == "600"
    assert oct(files[0].parent.stat().st_mode)[-3:] == "700"
    # The same address with another key does not see it.
    traced.configure(endpoint="http://127.0.0.1:9", spool=folder, secret_key="s", public_key="p")
    make(1)
    flush(0.1)
    assert stats()["spooled"] == 0
    back = Receiver(port=0)
    files[0].rename(files[0].parent / files[0].name)
    traced.configure(endpoint=back.url, spool=folder)
    make(1)
    assert flush(10) and len(back.spans) == 1
    back.close()


def test_next_process_sends_what_was_spooled(tmp_path):
    away = Receiver()
    port = away.port
    away.close()
    program = "from onetrace_ai import Observe\nfor _ in range(5): Observe.with_trace('x', lambda: None)"
    env = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}", "ONETRACE_SPOOL": str(tmp_path / "s")}
    begin = time.monotonic()
    assert run_python("-c", program, cwd=tmp_path, **env).returncode == 0
    assert time.monotonic() - begin < 20, "a receiver that refuses is given up soon"
    back = Receiver(port=port)
    run_python("-c", program, cwd=tmp_path, **env)
    assert len(back.spans) == 10
    back.close()


def test_protobuf(traced, receiver):
    traced.configure(protocol="http/protobuf")
    Observe.with_trace("näme", lambda: Observe.set_attribute("k", [1, True, 2.5, "x"]))
    assert flush(10)
    body = receiver.bodies[0]
    assert receiver.headers[0]["content-type"] == "application/x-protobuf"
    assert "näme".encode() in body and b"unknown" not in body and b"service.name" in body


def test_json_of_odd_values(traced, receiver):
    class Worse:
        def __str__(self):
            raise RuntimeError

    def odd():
        values = {"nan": float("nan"), "large": 2**70, "lone": "\ud800", "none": None, "odd": Worse(), "b": b"\0\1"}
        for key, value in values.items():
            Observe.set_attribute(key, value)
        loop = []
        loop.append(loop)
        Observe.set_attribute("loop", loop)

    Observe.with_trace("odd", odd)
    given = traced.only()["attributes"]
    assert given == {"nan": "NaN", "large": str(2**70), "lone": "\ud800", "b": "AAE="}


def test_limits(traced, receiver):
    Observe.with_trace("n" * 100_000, lambda: Observe.set_attribute("k", "v" * 100_000))
    span = traced.only()
    assert len(span["name"]) == len(span["attributes"]["k"]) == 65_536


def test_nothing_configured_records_nothing(tmp_path):
    program = """
from onetrace_ai import Observe
carrier = {'traceparent': '00-' + 'a' * 32 + '-' + 'b' * 16 + '-01', 'baggage': 'a=1'}
print(Observe.with_trace('x', Observe.get_carrier, carrier=carrier) == carrier, Observe.stats()['recorded'])
"""
    assert run_python("-c", program, cwd=tmp_path).stdout == "True 0\n"


ENDS = {
    "natural": "pass",
    "sys.exit": "import sys; sys.exit(3)",
    "error": "raise ValueError('end')",
    "open span": "from onetrace_ai.with_trace import open_trace; open_trace('open')",
}


@pytest.mark.parametrize("end", ENDS)
def test_ends(tmp_path, receiver, end):
    program = f"from onetrace_ai import Observe\nObserve.with_trace('x', lambda: None)\n{ENDS[end]}"
    done = run_python("-c", program, cwd=tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url)
    plain = run_python("-c", ENDS[end].replace("from onetrace_ai", "import json #"), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
    names = [it["name"] for it in receiver.wait(1)]
    assert names == (["x", "open"] if end == "open span" else ["x"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_sigterm(tmp_path, receiver):
    program = """
from onetrace_ai import Observe
Observe.with_trace('x', lambda: None)
print('ready', flush=True)
while True: pass
"""
    env = environment(OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url)
    child = subprocess.Popen([sys.executable, "-c", program], env=env, stdout=subprocess.PIPE, cwd=tmp_path)
    assert child.stdout.readline() == b"ready\n"
    child.terminate()
    assert child.wait(15) == -signal.SIGTERM
    child.stdout.close()
    assert len(receiver.wait(1)) == 1


FORKS = {
    "os.fork": """
pid = os.fork()
Observe.with_trace('child' if pid == 0 else 'parent', lambda: None)
if pid == 0: sys.exit(0)
os.waitpid(pid, 0)
""",
    "multiprocessing": """
import multiprocessing
def work(): Observe.with_trace('child', lambda: None)
p = multiprocessing.get_context('fork').Process(target=work); p.start(); p.join()
Observe.with_trace('parent', lambda: None)
""",
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("way", FORKS)
def test_fork(tmp_path, receiver, way):
    program = (
        f"import os, sys\nfrom onetrace_ai import Observe\nObserve.with_trace('before', lambda: None)\n{FORKS[way]}"
    )
    done = run_python("-c", program, cwd=tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url)
    assert done.returncode == 0, done.stderr
    spans = receiver.wait(3)
    assert sorted(it["name"] for it in spans) == ["before", "child", "parent"]
    assert len({it["spanId"] for it in spans}) == 3, "a child must not repeat its parent's ids"


def test_threads(traced, receiver):
    import threading

    threads = [threading.Thread(target=make, args=(500,)) for _ in range(8)]
    for it in threads:
        it.start()
    for it in threads:
        it.join()
    assert flush(20)
    assert len({it["spanId"] for it in receiver.spans}) == 4000
