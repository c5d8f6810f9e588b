"""Clients of other vendors, each against its own wire format."""

from __future__ import annotations

import asyncio
import json

import pytest

from ..kit.llm_server import TEXT

M = [{"role": "user", "content": "What is 2+2?"}]


def check(span, provider, operation="chat", model="m-1"):
    given = span["attributes"]
    assert span["name"] == f"{operation} {model}" and span["kind"] == 3
    assert given["gen_ai.provider.name"] == provider
    assert given["gen_ai.usage.input_tokens"] == 12 and given["gen_ai.usage.output_tokens"] == 6


@pytest.fixture
def anthropic_client(llm_server):
    import anthropic

    return anthropic.Anthropic(base_url=llm_server.url, api_key="k", max_retries=0)


ANTHROPIC = {
    "create": "r = c.messages.create(model='m-1', max_tokens=9, messages=M).content[0].text",
    "stream=True": "r = ''.join(e.delta.text for e in c.messages.create(model='m-1', max_tokens=9, messages=M, stream=True) if e.type == 'content_block_delta')",
    "stream": "with c.messages.stream(model='m-1', max_tokens=9, messages=M) as s: r = s.get_final_text()",
    "text_stream": "with c.messages.stream(model='m-1', max_tokens=9, messages=M) as s: r = ''.join(s.text_stream)",
    "raw": "r = c.messages.with_raw_response.create(model='m-1', max_tokens=9, messages=M).parse().content[0].text",
    "streaming": "with c.messages.with_streaming_response.create(model='m-1', max_tokens=9, messages=M) as w: r = w.parse().content[0].text",
    "beta": "r = c.beta.messages.create(model='m-1', max_tokens=9, messages=M).content[0].text",
}


@pytest.mark.parametrize("way", ANTHROPIC)
def test_anthropic(traced, rewrite, anthropic_client, way):
    traced.configure(capture_content=True)
    assert rewrite(ANTHROPIC[way], c=anthropic_client, M=M)["r"] == TEXT
    span = traced.only()
    check(span, "anthropic")
    given = span["attributes"]
    assert given["gen_ai.usage.cache_read.input_tokens"] == 4
    assert given["gen_ai.response.finish_reasons"] == ["end_turn"]
    assert json.loads(given["gen_ai.output.messages"])[0]["parts"] == [{"type": "text", "content": TEXT}]
    assert json.loads(given["gen_ai.input.messages"])[0]["parts"][0]["content"] == "What is 2+2?"


def test_anthropic_async(traced, rewrite, llm_server):
    import anthropic

    source = """
import asyncio
async def main():
    r = (await c.messages.create(model='m-1', max_tokens=9, messages=M)).content[0].text
    async with c.messages.stream(model='m-1', max_tokens=9, messages=M) as s:
        return r, ''.join([t async for t in s.text_stream])
r = asyncio.run(main())
"""
    client = anthropic.AsyncAnthropic(base_url=llm_server.url, api_key="k", max_retries=0)
    assert rewrite(source, c=client, M=M)["r"] == (TEXT, TEXT)
    for span in traced.spans():
        check(span, "anthropic")


def test_anthropic_broken_off(traced, rewrite, anthropic_client):
    rewrite(
        "with c.messages.stream(model='m-1', max_tokens=9, messages=M) as s:\n    for e in s: break",
        c=anthropic_client,
        M=M,
    )
    span = traced.only()
    assert span["attributes"]["gen_ai.response.finish_reasons"] == ["error"] and "status" not in span


GOOGLE = {
    "generate_content": "r = c.models.generate_content(model='m-1', contents='2+2?').text",
    "stream": "r = ''.join(x.text for x in c.models.generate_content_stream(model='m-1', contents='2+2?'))",
    "chat": "r = c.chats.create(model='m-1').send_message('2+2?').text",
    "async": "import asyncio\nasync def f(): return (await c.aio.models.generate_content(model='m-1', contents='x')).text\nr = asyncio.run(f())",
    "async stream": "import asyncio\nasync def f():\n    return ''.join([x.text async for x in await c.aio.models.generate_content_stream(model='m-1', contents='x')])\nr = asyncio.run(f())",
}


@pytest.mark.parametrize("way", GOOGLE)
def test_google(traced, rewrite, llm_server, way):
    from google import genai

    client = genai.Client(api_key="k", http_options={"base_url": llm_server.url})
    assert rewrite(GOOGLE[way], c=client)["r"] == TEXT
    span = traced.only()
    check(span, "gcp.gemini", "generate_content")
    assert span["attributes"]["gen_ai.response.finish_reasons"] == ["stop"]
    assert span["attributes"]["server.address"] == "127.0.0.1"


def test_bedrock(traced, rewrite, llm_server):
    import boto3

    client = boto3.client(
        "bedrock-runtime", endpoint_url=llm_server.url, region_name="us-east-1",
        aws_access_key_id="k", aws_secret_access_key="s",
    )  # fmt: skip
    source = "r = c.converse(modelId='m-1', messages=[{'role': 'user', 'content': [{'text': 'x'}]}])['output']"
    assert rewrite(source, c=client)["r"]["message"]["content"] == [{"text": TEXT}]
    check(traced.only(), "aws.bedrock")


def test_what_only_looks_like_one(traced, rewrite):
    source = """
class Model:
    def create(self, **fields): return fields
    objects = None
Model.objects = Model()
r = Model.objects.create(model='m', messages=[])
"""
    assert rewrite(source)["r"] == {"model": "m", "messages": []}
    assert traced.spans() == []


def test_clients_are_opaque(traced, rewrite, anthropic_client):
    """What is inside a call of a model is its client's own business."""
    source = """
import httpx
class Tool:
    def create(self, u):
        return c.messages.create(model='m-1', max_tokens=9, messages=M)
r = Tool().create(1)
"""
    rewrite(source, c=anthropic_client, M=M)
    assert len(traced.spans()) == 1
    asyncio.run(asyncio.sleep(0))
