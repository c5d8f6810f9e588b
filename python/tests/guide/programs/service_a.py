import os, json
from onetrace_ai import Observe

Observe.init(
    public_key=os.environ["AISDK_PUBLIC_KEY"],
    secret_key=os.environ["AISDK_SECRET_KEY"],
)

# Import AFTER Observe.init() so LLM providers are patched
from flask import Flask, request, jsonify
import openai, httpx

app = Flask(__name__)
openai_client = openai.OpenAI()


@app.route("/analyze", methods=["POST"])
def analyze():
    body = request.get_json()
    text = body["text"]
    session_id = body.get("session_id", "")
    Observe.set_attribute(Observe.TraceAttribute.SESSION_ID, session_id)

    # LLM call
    analysis = openai_client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": text}],
    )

    # Get carrier and call downstream
    carrier = Observe.get_carrier()
    import sys
    print(f"[FLASK SERVICE 1] carrier: {carrier}", file=sys.stderr, flush=True)

    response = httpx.post(
        "http://localhost:8001/enrich",
        json={"text": analysis.choices[0].message.content},
        headers={"X-Trace-Context": json.dumps(carrier)},
        timeout=60.0,
    )
    return jsonify(response.json())


if __name__ == "__main__":
    app.run(port=8000, debug=False)
