"""An OTLP/HTTP receiver on loopback that keeps what it is sent; tests give it faults."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Fault = Callable[[int], "tuple[int, dict[str, str], bytes] | None"]


class Receiver:
    def __init__(self, fault: Fault = lambda _: None, port: int = 0) -> None:
        self.fault = fault
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.requests = 0
        self.delay = 0.0
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                owner.take(self, body)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", port), Handler)
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def take(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        time.sleep(self.delay)
        with self._lock:
            self.requests += 1
            fault = self.fault(self.requests)
        status, headers, answer = fault or (200, {"content-type": "application/json"}, b"{}")
        if status < 300:
            if handler.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            self.bodies.append(body)
            self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(answer)))
        handler.end_headers()
        handler.wfile.write(answer)

    @property
    def spans(self) -> list[dict[str, Any]]:
        return [span for body in list(self.bodies) for span in spans_in(body)]

    def wait(self, count: int, timeout: float = 20.0) -> list[dict[str, Any]]:
        """Every span, once `count` have come."""
        deadline = time.monotonic() + timeout
        while len(self.spans) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        found = self.spans
        assert len(found) >= count, f"{len(found)} of {count} spans: {[it['name'] for it in found]}"
        return found

    def clear(self) -> None:
        self.bodies.clear()
        self.headers.clear()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def spans_in(body: bytes) -> list[dict[str, Any]]:
    """Flat, with `service` and attributes as a dictionary."""
    found = []
    for resource in json.loads(body)["resourceSpans"]:
        service = attributes_of(resource["resource"]["attributes"]).get("service.name")
        for scope in resource["scopeSpans"]:
            for span in scope["spans"]:
                found.append({**span, "service": service, "attributes": attributes_of(span["attributes"])})
    return found


def attributes_of(pairs: list[dict[str, Any]]) -> dict[str, Any]:
    return {pair["key"]: value_of(pair["value"]) for pair in pairs}


def value_of(value: dict[str, Any]) -> Any:
    if "arrayValue" in value:
        return [value_of(it) for it in value["arrayValue"]["values"]]
    if "intValue" in value:
        return int(value["intValue"])
    return next(iter(value.values()), None)
