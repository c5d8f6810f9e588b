"""One request asks a model once: `/ask` waits for the whole answer, `/stream` for its chunks."""

import os
import resource
import time

import openai
from flask import Flask

app = Flask(__name__)
client = openai.OpenAI(base_url=os.environ["LLM"], api_key="k", max_retries=0)
MESSAGES = [{"role": "user", "content": "What is 2+2?"}]


@app.get("/ask")
def ask():
    return client.chat.completions.create(model="gpt-4o", messages=MESSAGES).choices[0].message.content


@app.get("/stream")
def stream():
    chunks = client.chat.completions.create(model="gpt-4o", messages=MESSAGES, stream=True)
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks)


@app.get("/used")
def used():
    return {"cpu": time.process_time(), "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def serve():
    import logging

    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print("port", server.port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve()
