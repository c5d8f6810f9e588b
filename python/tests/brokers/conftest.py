"""Real brokers, each on a port and in a folder of its own; a test of one that is not on the machine says so."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

NEEDS = {
    "test_kafka.py": "kafka", "test_rabbitmq.py": "aio_pika", "test_redis.py": "dramatiq", "test_gevent.py": "dramatiq",
    "test_sqs.py": "boto3",
}  # fmt: skip
collect_ignore = [name for name, module in NEEDS.items() if find_spec(module) is None]


def free_port() -> int:
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


def found(*places: str) -> str:
    for place in places:
        path = shutil.which(place) or (place if os.path.exists(place) else None)
        if path:
            return path
    pytest.skip(f"{places[0]} is not installed")


def started(command: list[str], ready: Callable[[str], Any], folder: Path, **env: str) -> Iterator[Any]:
    """What `ready` gives for its output so far, once that is something."""
    log = folder / "broker.log"
    with open(log, "w") as out:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **env}, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + 120
        while not (value := ready(log.read_text(errors="replace"))):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text(errors="replace")[-2000:]
            time.sleep(0.05)
        yield value
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: Any) -> Iterator[str]:
    port = free_port()
    command = [found("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    for _ in started(command, lambda said: "Ready to accept connections" in said, tmp_path_factory.mktemp("redis")):
        yield f"redis://127.0.0.1:{port}/0"


@pytest.fixture(scope="module")
def kafka_url(tmp_path_factory: Any) -> Iterator[str]:
    """The mock cluster of librdkafka, which Debian's kcat brings: the real protocol, no disk, one broker."""
    command = [found("kcat"), "-C", "-b", "x", "-X", "test.mock.num.brokers=1", "-d", "mock", "-t", "unused"]

    def address(said: str) -> str:
        match = re.search(r"127\.0\.0\.1:\d+", said)
        return match[0] if match else ""

    yield from started(command, address, tmp_path_factory.mktemp("kafka"))


@pytest.fixture(scope="module")
def rabbitmq_url(tmp_path_factory: Any) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("rabbitmq"), free_port()
    (folder / "rabbitmq.conf").write_text(
        f"listeners.tcp.1 = 127.0.0.1:{port}\nloopback_users = none\nlog.console = true\n"
    )
    env = {
        "HOME": str(folder), "RABBITMQ_NODENAME": f"test{port}@localhost", "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"), "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"), "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
    }  # fmt: skip
    # Not Debian's script in front of it, which changes the user.
    command = [found("/usr/lib/rabbitmq/bin/rabbitmq-server")]
    for _ in started(command, lambda said: "Server startup complete" in said, folder, **env):
        yield f"amqp://guest:guest@127.0.0.1:{port}/"


class Sqs:
    """The queue service's JSON protocol, as far as sending and receiving go; a queue gives only what is asked for."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                given = json.loads(self.rfile.read(int(self.headers["content-length"])) or b"{}")
                answer = getattr(owner, self.headers["x-amz-target"].rpartition(".")[2])(given)
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("content-type", "application/x-amz-json-1.0")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def SendMessage(self, given: dict[str, Any]) -> dict[str, Any]:
        assert len(given.get("MessageAttributes", {})) <= 10
        message = {**given, "MessageId": str(uuid.uuid4())}
        self.messages.append(message)
        digest = hashlib.md5(given["MessageBody"].encode()).hexdigest()
        return {"MessageId": message["MessageId"], "MD5OfMessageBody": digest}

    def SendMessageBatch(self, given: dict[str, Any]) -> dict[str, Any]:
        sent = [{"Id": it["Id"], **self.SendMessage(it)} for it in given["Entries"]]
        return {"Successful": sent, "Failed": []}

    def ReceiveMessage(self, given: dict[str, Any]) -> dict[str, Any]:
        wanted = given.get("MessageAttributeNames", [])
        most = given.get("MaxNumberOfMessages", 1)
        taken, self.messages = self.messages[:most], self.messages[most:]
        return {"Messages": [self._shown(it, wanted) for it in taken]} if taken else {}

    def _shown(self, message: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
        shown = {
            key: it for key, it in message.get("MessageAttributes", {}).items() if "All" in wanted or key in wanted
        }
        body = message["MessageBody"]
        return {
            "MessageId": message["MessageId"], "ReceiptHandle": "r", "Body": body,
            "MD5OfBody": hashlib.md5(body.encode()).hexdigest(), **({"MessageAttributes": shown} if shown else {}),
        }  # fmt: skip

    def DeleteMessage(self, given: dict[str, Any]) -> dict[str, Any]:
        return {}


@pytest.fixture
def sqs() -> Iterator[Sqs]:
    it = Sqs()
    yield it
    it.close()


def check_session(spans: list[dict[str, Any]], session: str, tree: list[tuple[str, str]]) -> None:
    """One trace for the session, of this shape."""
    mine = [it for it in spans if it["attributes"].get("session.id") == session]
    assert len({it["traceId"] for it in mine}) == 1, [(it["name"], it["traceId"]) for it in mine]
    names = {it["spanId"]: it["name"] for it in mine}
    shape = sorted((it["name"], names.get(it.get("parentSpanId"), "")) for it in mine)
    assert shape == sorted(tree), shape
