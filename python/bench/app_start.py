"""What a program imports before its first line: its framework and its client; and one handler and one call."""

import openai
from flask import Flask

app = Flask(__name__)
client = openai.OpenAI(base_url="http://127.0.0.1:9", api_key="k")


@app.get("/ask")
def ask():
    return client.chat.completions.create(model="gpt-4o", messages=[]).id


def serve():
    pass
