"""What programs do with the client, and the span that each makes."""

from __future__ import annotations

import asyncio
import gc
import json

import openai
import pytest

from ..kit.llm_server import TEXT

MESSAGES = [{"role": "user", "content": "What is 2+2?"}]


@pytest.fixture
def client(llm_server):
    with openai.OpenAI(base_url=f"{llm_server.url}/v1", api_key="k", max_retries=0) as it:
        yield it


def run(rewrite, client, body, **names):
    return rewrite(body, c=client, M=MESSAGES, openai=openai, **names)


def check_chat(span, *, stream=False, reason="stop"):
    given = span["attributes"]
    assert span["name"] == "chat gpt-4o"
    assert span["kind"] == 3
    assert given["gen_ai.operation.name"] == "chat"
    assert given["gen_ai.provider.name"] == "openai"
    assert given["gen_ai.request.model"] == "gpt-4o"
    assert given["server.address"] == "127.0.0.1"
    assert given["gen_ai.response.finish_reasons"] == [reason]
    assert ("gen_ai.request.stream" in given) is stream
    assert "gen_ai.input.messages" not in given


def check_usage(span):
    given = span["attributes"]
    assert given["gen_ai.usage.input_tokens"] == 12
    assert given["gen_ai.usage.output_tokens"] == 6
    assert given["gen_ai.usage.cache_read.input_tokens"] == 4
    assert given["gen_ai.usage.reasoning.output_tokens"] == 2


def test_create(traced, rewrite, client, llm_server):
    names = run(rewrite, client, "r = c.chat.completions.create(model='gpt-4o', messages=M, temperature=0.5)")
    assert names["r"].choices[0].message.content == TEXT
    span = traced.only()
    check_chat(span)
    check_usage(span)
    assert span["attributes"]["gen_ai.response.model"] == "gpt-4o-2024-08-06"
    assert span["attributes"]["gen_ai.request.temperature"] == 0.5
    assert span["attributes"]["openai.api.type"] == "chat_completions"
    assert span["attributes"]["code.line.number"] == 1
    assert "traceparent" not in llm_server.requests[-1]["headers"]


def test_stream(traced, rewrite, client):
    source = """
s = c.chat.completions.create(model='gpt-4o', messages=M, stream=True, stream_options={'include_usage': True})
text = ''.join(chunk.choices[0].delta.content or '' for chunk in s if chunk.choices)
"""
    names = run(rewrite, client, source)
    assert names["text"] == TEXT
    assert isinstance(names["s"], openai.Stream)
    span = traced.only()
    check_chat(span, stream=True)
    check_usage(span)
    assert 0 < span["attributes"]["gen_ai.response.time_to_first_chunk"] < 10


@pytest.mark.parametrize(
    "way",
    [
        "for chunk in s: break\ns.close()",
        "with s:\n    next(s)",
        "next(s)\ndel s",
        "del s",
    ],
    ids=["close", "with", "forgotten", "unread"],
)
def test_stream_broken_off(traced, rewrite, client, way):
    run(rewrite, client, f"s = c.chat.completions.create(model='gpt-4o', messages=M, stream=True)\n{way}\nchunk = 0")
    gc.collect()
    check_chat(traced.only(), stream=True, reason="error")


def test_stream_that_breaks(traced, rewrite, client):
    source = """
s = c.chat.completions.create(model='breaks', messages=M, stream=True)
try:
    for chunk in s: pass
except Exception as error: caught = error
"""
    names = run(rewrite, client, source)
    span = traced.only()
    assert span["status"]["code"] == 2
    kind = type(names["caught"])
    assert span["attributes"]["error.type"] == f"{kind.__module__}.{kind.__qualname__}"


def test_error(traced, rewrite, client):
    source = """
try:
    c.chat.completions.create(model='missing', messages=M)
except openai.NotFoundError as error: caught = error
"""
    names = run(rewrite, client, source)
    span = traced.only()
    assert names["caught"].status_code == 404
    assert span["status"]["code"] == 2
    assert span["attributes"]["error.type"] == "404"
    assert "no such model" not in json.dumps(span)


def test_raw_response(traced, rewrite, client):
    source = """
raw = c.chat.completions.with_raw_response.create(model='gpt-4o', messages=M)
head, r = raw.headers['x-request-id'], raw.parse()
"""
    names = run(rewrite, client, source)
    assert names["head"] == "req_1"
    assert names["r"].choices[0].message.content == TEXT
    span = traced.only()
    check_chat(span)
    check_usage(span)


def test_raw_stream(traced, rewrite, client):
    source = """
raw = c.chat.completions.with_raw_response.create(model='gpt-4o', messages=M, stream=True)
n = sum(1 for _ in raw.parse())
"""
    assert run(rewrite, client, source)["n"] == 8
    check_chat(traced.only(), stream=True)


def test_streaming_response(traced, rewrite, client):
    source = """
with c.chat.completions.with_streaming_response.create(model='gpt-4o', messages=M) as raw:
    r = raw.parse()
"""
    assert run(rewrite, client, source)["r"].choices[0].message.content == TEXT
    span = traced.only()
    check_chat(span)
    check_usage(span)


def test_streaming_response_lines(traced, rewrite, client):
    source = """
with c.chat.completions.with_streaming_response.create(model='gpt-4o', messages=M) as raw:
    n = len(list(raw.iter_lines()))
"""
    assert run(rewrite, client, source)["n"] > 0
    assert traced.only()["name"] == "chat gpt-4o"


def test_parse(traced, rewrite, client):
    from pydantic import BaseModel

    class Answer(BaseModel):
        value: int

    source = "r = c.chat.completions.parse(model='gpt-4o', messages=M, response_format=Answer)"
    names = run(rewrite, client, source, Answer=Answer)
    assert names["r"].choices[0].message.parsed == Answer(value=4)
    span = traced.only()
    check_chat(span)
    assert span["attributes"]["gen_ai.output.type"] == "json"


def test_stream_manager(traced, rewrite, client):
    source = """
with c.chat.completions.stream(model='gpt-4o', messages=M) as s:
    kinds = {event.type for event in s}
    final = s.get_final_completion()
"""
    names = run(rewrite, client, source)
    assert "chunk" in names["kinds"]
    assert names["final"].choices[0].message.content == TEXT
    check_chat(traced.only(), stream=True)


def test_responses(traced, rewrite, client):
    names = run(rewrite, client, "r = c.responses.create(model='gpt-4o', input='hi')")
    assert names["r"].output_text == TEXT
    span = traced.only()
    check_chat(span)
    check_usage(span)
    assert span["attributes"]["openai.api.type"] == "responses"


def test_responses_stream(traced, rewrite, client):
    source = "n = [e.type for e in c.responses.create(model='gpt-4o', input='hi', stream=True)]"
    assert run(rewrite, client, source)["n"][-1] == "response.completed"
    span = traced.only()
    check_chat(span, stream=True)
    check_usage(span)


def test_responses_stream_manager(traced, rewrite, client):
    source = """
with c.responses.stream(model='gpt-4o', input='hi') as s:
    for event in s: pass
    final = s.get_final_response()
"""
    assert run(rewrite, client, source)["final"].output_text == TEXT
    check_usage(traced.only())


def test_embeddings(traced, rewrite, client):
    names = run(rewrite, client, "r = c.embeddings.create(model='embed-1', input=['a', 'b'])")
    assert [list(it.embedding) for it in names["r"].data] == [[0.0, 1.0], [0.0, 1.0]]
    span = traced.only()
    assert span["name"] == "embeddings embed-1"
    assert span["attributes"]["gen_ai.usage.input_tokens"] == 3


def test_options_by_mapping(traced, rewrite, client):
    run(rewrite, client, "o = dict(model='gpt-4o')\nr = c.chat.completions.create(messages=M, **o)")
    check_chat(traced.only())


def test_content_is_recorded_where_asked_for(traced, rewrite, client):
    traced.configure(capture_content=True, redact=lambda text: text.replace("2", "#"))
    run(rewrite, client, "r = c.chat.completions.create(model='gpt-4o', messages=M)")
    given = traced.only()["attributes"]
    assert json.loads(given["gen_ai.input.messages"]) == [
        {"role": "user", "parts": [{"type": "text", "content": "What is #+#?"}]}
    ]
    assert json.loads(given["gen_ai.output.messages"]) == [
        {"role": "assistant", "parts": [{"type": "text", "content": TEXT}], "finish_reason": "stop"}
    ]


def test_cost(traced, rewrite, client):
    traced.configure(prices={"models": {"gpt-4o": {"input": 2.5, "output": 10, "cacheRead": 1.25}}})
    run(rewrite, client, "r = c.chat.completions.create(model='gpt-4o', messages=M)")
    assert traced.only()["attributes"]["onetrace.cost.usd"] == pytest.approx((8 * 2.5 + 4 * 1.25 + 6 * 10) / 1e6)


def test_handed_to_a_thread(traced, rewrite, client):
    source = """
import asyncio
async def main():
    return await asyncio.to_thread(c.chat.completions.create, model='gpt-4o', messages=M)
r = asyncio.run(main())
"""
    run(rewrite, client, source)
    check_chat(traced.only())


@pytest.fixture
def async_client(llm_server):
    return openai.AsyncOpenAI(base_url=f"{llm_server.url}/v1", api_key="k", max_retries=0)


def run_async(rewrite, client, body):
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    names = rewrite(f"import asyncio\nasync def main():\n{lines}", c=client, M=MESSAGES, openai=openai)
    return asyncio.run(names["main"]())


def test_async_create(traced, rewrite, async_client):
    body = "r = await c.chat.completions.create(model='gpt-4o', messages=M)\nreturn r.choices[0].message.content"
    assert run_async(rewrite, async_client, body) == TEXT
    span = traced.only()
    check_chat(span)
    check_usage(span)


def test_async_gather(traced, rewrite, async_client):
    body = """
return await asyncio.gather(*[c.chat.completions.create(model='gpt-4o', messages=M) for _ in range(3)])
"""
    assert len(run_async(rewrite, async_client, body)) == 3
    spans = traced.spans()
    assert len(spans) == 3
    for span in spans:
        check_chat(span)


def test_async_stream(traced, rewrite, async_client):
    body = """
text = ''
async for chunk in await c.chat.completions.create(model='gpt-4o', messages=M, stream=True):
    text += chunk.choices[0].delta.content or ''
return text
"""
    assert run_async(rewrite, async_client, body) == TEXT
    check_chat(traced.only(), stream=True)


def test_async_stream_closed(traced, rewrite, async_client):
    body = """
async with await c.chat.completions.create(model='gpt-4o', messages=M, stream=True) as s:
    async for chunk in s:
        break
"""
    run_async(rewrite, async_client, body)
    check_chat(traced.only(), stream=True, reason="error")


def test_async_stream_manager(traced, rewrite, async_client):
    body = """
async with c.chat.completions.stream(model='gpt-4o', messages=M) as s:
    async for event in s:
        pass
    return (await s.get_final_completion()).choices[0].message.content
"""
    assert run_async(rewrite, async_client, body) == TEXT
    check_chat(traced.only(), stream=True)


def test_async_cancelled(traced, rewrite, async_client, llm_server):
    llm_server.latency = 1.0
    body = """
task = asyncio.create_task(c.chat.completions.create(model='gpt-4o', messages=M))
await asyncio.sleep(0.2)
task.cancel()
try:
    await task
except asyncio.CancelledError:
    return 'cancelled'
"""
    try:
        assert run_async(rewrite, async_client, body) == "cancelled"
    finally:
        llm_server.latency = 0.0
    span = traced.only()
    assert "status" not in span
    assert span["attributes"]["gen_ai.response.finish_reasons"] == ["error"]


def test_async_raw(traced, rewrite, async_client):
    body = """
raw = await c.chat.completions.with_raw_response.create(model='gpt-4o', messages=M)
return raw.parse().choices[0].message.content
"""
    assert run_async(rewrite, async_client, body) == TEXT
    check_usage(traced.only())


def test_async_streaming_response(traced, rewrite, async_client):
    body = """
async with c.chat.completions.with_streaming_response.create(model='gpt-4o', messages=M) as raw:
    return (await raw.parse()).choices[0].message.content
"""
    assert run_async(rewrite, async_client, body) == TEXT
    check_usage(traced.only())
