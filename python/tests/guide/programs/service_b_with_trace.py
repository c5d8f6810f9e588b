import os, json
from onetrace_ai import Observe

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
    carrier = json.loads(request.headers.get("X-Trace-Context", "{}"))

    def do_enrich():
        result = openai_client.chat.completions.create(
            model="gpt-4o",
            messages=[{"role": "user", "content": f"Enrich: {body['text']}"}],
        )
        return {"enriched": result.choices[0].message.content}

    return jsonify(Observe.with_trace("enrich-request", do_enrich, carrier=carrier))


if __name__ == "__main__":
    app.run(port=8001, debug=False)
