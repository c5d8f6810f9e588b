"""The same with FastAPI and the asynchronous client."""

import os
import resource
import socket
import time

import openai
import uvicorn
from fastapi import FastAPI

app = FastAPI()
client = openai.AsyncOpenAI(base_url=os.environ["LLM"], api_key="k", max_retries=0)
MESSAGES = [{"role": "user", "content": "What is 2+2?"}]


@app.get("/ask")
async def ask():
    return (await client.chat.completions.create(model="gpt-4o", messages=MESSAGES)).choices[0].message.content


@app.get("/stream")
async def stream():
    text = ""
    async for chunk in await client.chat.completions.create(model="gpt-4o", messages=MESSAGES, stream=True):
        text += chunk.choices[0].delta.content or ""
    return text


@app.get("/used")
async def used():
    return {"cpu": time.process_time(), "rss": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def serve():
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    print("port", listening.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


if __name__ == "__main__":
    serve()
