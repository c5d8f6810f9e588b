"""The retrieval service in Python: finds the passages of a small handbook that share words with a question."""

import logging
import os
import re

from flask import Flask, request
from werkzeug.serving import make_server

HANDBOOK = [
    "Refunds are paid within five days to the card that was charged.",
    "A parcel that is lost is sent again at our cost.",
    "Orders can be changed until they are packed.",
    "Support answers on weekdays from nine to five.",
]

app = Flask(__name__)


@app.post("/search")
def search():
    asked = words_of(request.get_json()["question"])
    return {"passages": [passage for passage in HANDBOOK if words_of(passage) & asked]}


def words_of(text):
    return set(re.findall(r"\w{4,}", text.lower()))


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", int(os.environ["PORT"]), app, threaded=True)
    print("listening on port:", server.port, flush=True)
    server.serve_forever()
