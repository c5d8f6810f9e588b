"""The worker in Python: takes jobs from a queue, in a thread of its own, after the request that left them is over."""

import logging
import os
import queue
import threading

import httpx
from flask import Flask, request
from onetrace_ai import Observe
from werkzeug.serving import make_server

LLM_URL = os.environ["LLM_URL"]
ARCHIVE_URL = os.environ.get("ARCHIVE_URL")

app = Flask(__name__)
jobs = queue.Queue()


@app.post("/jobs")
def take():
    jobs.put({"payload": request.get_json(), "trace_context": Observe.get_carrier()})
    return {"queued": True}, 202


def write_note(payload):
    answer = httpx.post(f"{LLM_URL}/note", json=payload, timeout=60).raise_for_status()
    if ARCHIVE_URL:
        httpx.post(f"{ARCHIVE_URL}/notes", json=answer.json(), timeout=60).raise_for_status()


def work():
    while True:
        job = jobs.get()
        Observe.with_trace("write-note", lambda: write_note(job["payload"]), carrier=job["trace_context"])


if __name__ == "__main__":
    threading.Thread(target=work, daemon=True).start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", int(os.environ["PORT"]), app, threaded=True)
    print("listening on port:", server.port, flush=True)
    server.serve_forever()
