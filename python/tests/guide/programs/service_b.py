import os, json
from onetrace_ai import Observe

# Observe.init() patches LLM providers and creates an active span
# for each incoming request — so we can inject the carrier directly.
Observe.init(
    public_key=os.environ["AISDK_PUBLIC_KEY"],
    secret_key=os.environ["AISDK_SECRET_KEY"],
)

from flask import Flask, request, jsonify
import openai

app = Flask(__name__)
openai_client = openai.OpenAI()


@app.route("/enrich", methods=["POST"])
def enrich():
    body = request.get_json()
    text = body["text"]
    carrier = json.loads(request.headers.get("X-Trace-Context", "{}"))
    import sys
    print(f"[FLASK SERVICE 2] received carrier: {carrier}", file=sys.stderr, flush=True)
    Observe.inject_remote_carrier(carrier)

    result = openai_client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": f"Enrich: {text}"}],
    )
    return jsonify({"enriched": result.choices[0].message.content})


if __name__ == "__main__":
    app.run(port=8001, debug=False)
