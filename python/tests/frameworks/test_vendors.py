"""Clients of further vendors, each against its own wire format; nobody's text but what was asked for."""

from __future__ import annotations

import gc
import json

import pytest

from ..kit.llm_server import TEXT

M = [{"role": "user", "content": "What is 2+2?"}]
ASYNC = "import asyncio\nasync def f():\n    {}\nr = asyncio.run(f())"


def check(span, provider, operation, model="m-1", output=6, captured=True):
    given = span["attributes"]
    assert span["name"] == f"{operation} {model}" and span["kind"] == 3, span
    assert given["gen_ai.provider.name"] == provider and given["gen_ai.operation.name"] == operation
    assert given["gen_ai.request.model"] == model
    if output is not None:
        assert given["gen_ai.usage.input_tokens"] == 12 and given["gen_ai.usage.output_tokens"] == output, given
    if captured:
        assert json.loads(given["gen_ai.input.messages"])[0]["parts"][0]["content"] == "What is 2+2?"
        assert json.loads(given["gen_ai.output.messages"])[0]["parts"][0]["content"] == TEXT
    return given


def openai_like(client, provider, asynchronous):
    """Groq, Together, Cerebras: generated like OpenAI's own."""
    call = "c.chat.completions.create(model='m-1', messages=M, max_tokens=9)"
    stream = "c.chat.completions.create(model='m-1', messages=M, stream=True)"
    return {
        "chat": (client, f"r = {call}.choices[0].message.content", provider),
        "stream": (client, f"r = ''.join(x.choices[0].delta.content or '' for x in {stream})", provider),
        "async": (asynchronous, ASYNC.format(f"return (await {call}).choices[0].message.content"), provider),
        "async stream": (asynchronous, ASYNC.format(f"return ''.join([x.choices[0].delta.content or '' async for x in await {stream}])"), provider),
    }  # fmt: skip


def clients_of(url):
    import groq
    import openai
    import together
    from cerebras.cloud.sdk import AsyncCerebras, Cerebras

    no_tries = {"api_key": "k", "max_retries": 0}
    azure = {"api_key": "k", "azure_endpoint": url, "api_version": "2026-01-01", "max_retries": 0}
    cold = {**no_tries, "warm_tcp_connection": False}
    return {
        "groq": openai_like(lambda: groq.Groq(base_url=url, **no_tries), "groq", lambda: groq.AsyncGroq(base_url=url, **no_tries)),
        "together": openai_like(lambda: together.Together(base_url=f"{url}/v1", **no_tries), "together", lambda: together.AsyncTogether(base_url=f"{url}/v1", **no_tries)),
        "cerebras": openai_like(lambda: Cerebras(base_url=url, **cold), "cerebras", lambda: AsyncCerebras(base_url=url, **cold)),
        "azure": openai_like(lambda: openai.AzureOpenAI(**azure), "azure.ai.openai", lambda: openai.AsyncAzureOpenAI(**azure)),
        "by base url": openai_like(lambda: openai.OpenAI(base_url=f"{url}/v1", **no_tries), "openai", lambda: openai.AsyncOpenAI(base_url=f"{url}/v1", **no_tries)),
    }  # fmt: skip


@pytest.mark.parametrize("vendor", ["groq", "together", "cerebras", "azure", "by base url"])
@pytest.mark.parametrize("way", ["chat", "stream", "async", "async stream"])
def test_openai_s_kind(traced, rewrite, llm_server, vendor, way):
    traced.configure(capture_content=True)
    client, source, provider = clients_of(llm_server.url)[vendor][way]
    assert rewrite(source, c=client(), M=M)["r"] == TEXT
    given = check(traced.only(), provider, "chat", output=None if "stream" in way else 6)
    assert given["gen_ai.response.finish_reasons"] == ["stop"]
    assert given["server.address"] == "127.0.0.1"
    assert given.get("gen_ai.request.max_tokens") == (None if "stream" in way else 9)


MISTRAL = {
    "complete": "r = c.chat.complete(model='m-1', messages=M, temperature=0.5).choices[0].message.content",
    "stream": "r = ''.join(x.data.choices[0].delta.content or '' for x in c.chat.stream(model='m-1', messages=M) if x.data.choices)",
    "stream: with": "with c.chat.stream(model='m-1', messages=M) as s: r = ''.join(x.data.choices[0].delta.content or '' for x in s if x.data.choices)",
    "async": ASYNC.format("return (await c.chat.complete_async(model='m-1', messages=M)).choices[0].message.content"),
    "async stream": ASYNC.format("return ''.join([x.data.choices[0].delta.content or '' async for x in await c.chat.stream_async(model='m-1', messages=M) if x.data.choices])"),
}  # fmt: skip


@pytest.fixture
def mistral(llm_server):
    from mistralai.client import Mistral

    return Mistral(api_key="k", server_url=llm_server.url)


@pytest.mark.parametrize("way", MISTRAL)
def test_mistral(traced, rewrite, mistral, way):
    traced.configure(capture_content=True)
    assert rewrite("from mistralai.client import Mistral\n" + MISTRAL[way], c=mistral, M=M)["r"] == TEXT
    given = check(traced.only(), "mistral_ai", "chat", output=None if "stream" in way else 6)
    assert given["gen_ai.response.finish_reasons"] == ["stop"] and given["server.address"] == "127.0.0.1"


def test_mistral_embeds(traced, rewrite, mistral):
    rewrite("from mistralai.client import Mistral\nc.embeddings.create(model='m-1', inputs=['x'])", c=mistral)
    check(traced.only(), "mistral_ai", "embeddings", output=None, captured=False)


COHERE = {
    "chat": "r = c.chat(model='m-1', messages=M, max_tokens=9).message.content[0].text",
    "stream": "r = ''.join(x.delta.message.content.text for x in c.chat_stream(model='m-1', messages=M) if x.type == 'content-delta')",
    "async": ASYNC.format("return (await a.chat(model='m-1', messages=M)).message.content[0].text"),
    "async stream": ASYNC.format("return ''.join([x.delta.message.content.text async for x in a.chat_stream(model='m-1', messages=M) if x.type == 'content-delta'])"),
}  # fmt: skip


@pytest.fixture
def cohere_clients(llm_server):
    import cohere

    given = {"api_key": "k", "base_url": llm_server.url}
    return {"c": cohere.ClientV2(**given), "a": cohere.AsyncClientV2(**given), "M": M}


@pytest.mark.parametrize("way", COHERE)
def test_cohere(traced, rewrite, cohere_clients, way):
    traced.configure(capture_content=True)
    assert rewrite("import cohere\n" + COHERE[way], **cohere_clients)["r"] == TEXT
    given = check(traced.only(), "cohere", "chat")
    assert given["gen_ai.response.finish_reasons"] == ["complete"] and given["gen_ai.response.id"] == "co_1"


def test_cohere_embeds_and_ranks(traced, rewrite, cohere_clients):
    source = """
import cohere
c.embed(model='m-1', texts=['x'], input_type='search_query', embedding_types=['float'])
c.rerank(model='m-1', query='q', documents=['x'])
"""
    rewrite(source, **cohere_clients)
    assert sorted(it["name"] for it in traced.spans()) == ["embeddings m-1", "rerank m-1"]


OLLAMA = {
    "chat": "r = c.chat(model='m-1', messages=M, options={'temperature': 0.5, 'num_predict': 9})['message']['content']",
    "module": "import os\nr = ollama.chat(model='m-1', messages=M).message.content",
    "stream": "r = ''.join(x.message.content for x in c.chat(model='m-1', messages=M, stream=True))",
    "generate": "r = c.generate(model='m-1', prompt='What is 2+2?').response",
    "generate stream": "r = ''.join(x.response for x in c.generate('m-1', 'What is 2+2?', stream=True))",
    "async": ASYNC.format("return (await a.chat(model='m-1', messages=M)).message.content"),
    "async stream": ASYNC.format("return ''.join([x.message.content async for x in await a.chat(model='m-1', messages=M, stream=True)])"),
}  # fmt: skip


@pytest.mark.parametrize("way", OLLAMA)
def test_ollama(traced, rewrite, llm_server, way, monkeypatch):
    import ollama

    traced.configure(capture_content=True)
    client = ollama.Client(host=llm_server.url)
    monkeypatch.setattr(ollama, "chat", client.chat)
    names = {"c": client, "a": ollama.AsyncClient(host=llm_server.url), "M": M}
    assert rewrite("import ollama\n" + OLLAMA[way], **names)["r"] == TEXT
    given = check(traced.only(), "ollama", "text_completion" if "generate" in way else "chat")
    assert given["gen_ai.response.finish_reasons"] == ["stop"] and given["server.address"] == "127.0.0.1"
    if way == "chat":
        assert given["gen_ai.request.temperature"] == 0.5 and given["gen_ai.request.max_tokens"] == 9


def test_ollama_embeds(traced, rewrite, llm_server):
    import ollama

    rewrite("import ollama\nc.embed(model='m-1', input='x')", c=ollama.Client(host=llm_server.url))
    assert traced.only()["name"] == "embeddings m-1"


HUGGING = {
    "chat_completion": "r = c.chat_completion(M, model='m-1', max_tokens=9).choices[0].message.content",
    "openai's name": "r = c.chat.completions.create(messages=M, model='m-1').choices[0].message.content",
    "stream": "r = ''.join(x.choices[0].delta.content or '' for x in c.chat_completion(M, model='m-1', stream=True))",
    "async": ASYNC.format("return (await a.chat_completion(M, model='m-1')).choices[0].message.content"),
    "async stream": ASYNC.format("return ''.join([x.choices[0].delta.content or '' async for x in await a.chat_completion(M, model='m-1', stream=True)])"),
}  # fmt: skip


@pytest.mark.parametrize("way", HUGGING)
def test_huggingface(traced, rewrite, llm_server, way):
    from huggingface_hub import AsyncInferenceClient, InferenceClient

    traced.configure(capture_content=True)
    given = {"base_url": f"{llm_server.url}/v1", "api_key": "k"}
    names = {"c": InferenceClient(**given), "a": AsyncInferenceClient(**given), "M": M}
    assert rewrite("import huggingface_hub\n" + HUGGING[way], **names)["r"] == TEXT
    span = check(traced.only(), "huggingface", "chat", output=None if "stream" in way else 6)
    assert span["gen_ai.response.finish_reasons"] == ["stop"]


B = [{"role": "user", "content": [{"text": "What is 2+2?"}]}]
BEDROCK = {
    "converse": "r = c.converse(modelId='m-1', messages=B, inferenceConfig={'maxTokens': 9})['output']['message']['content'][0]['text']",
    "converse_stream": "r = ''.join(x['contentBlockDelta']['delta']['text'] for x in c.converse_stream(modelId='m-1', messages=B)['stream'] if 'contentBlockDelta' in x)",
}  # fmt: skip
INVOKE = {
    "invoke_model": "r = json.loads(c.invoke_model(modelId='m-1', body=json.dumps({'max_tokens': 9}))['body'].read())['content'][0]['text']",
    "invoke_stream": "r = ''.join(json.loads(x['chunk']['bytes']).get('delta', {}).get('text', '') for x in c.invoke_model_with_response_stream(modelId='m-1', body='{}')['body'])",
}  # fmt: skip


@pytest.fixture
def bedrock(llm_server):
    import boto3

    return boto3.client(
        "bedrock-runtime", endpoint_url=llm_server.url, region_name="us-east-1",
        aws_access_key_id="k", aws_secret_access_key="s",
    )  # fmt: skip


@pytest.mark.parametrize("way", BEDROCK)
def test_bedrock(traced, rewrite, bedrock, way):
    traced.configure(capture_content=True)
    assert rewrite(BEDROCK[way], c=bedrock, B=B)["r"] == TEXT
    given = check(traced.only(), "aws.bedrock", "chat")
    assert given["gen_ai.response.finish_reasons"] == ["end_turn"]


@pytest.mark.parametrize("way", INVOKE)
def test_bedrock_invokes(traced, rewrite, bedrock, way):
    assert rewrite("import json\n" + INVOKE[way], c=bedrock)["r"] == TEXT
    check(traced.only(), "aws.bedrock", "chat", output=6 if "stream" in way else None, captured=False)


def test_bedrock_broken_off(traced, rewrite, bedrock):
    source = "for x in c.converse_stream(modelId='m-1', messages=B)['stream']: break\ndel x"
    rewrite(source, c=bedrock, B=B).clear()
    gc.collect()  # its stream and its steps hold each other
    assert traced.only()["attributes"]["gen_ai.response.finish_reasons"] == ["error"]


GOOGLE = {
    "embed": ("c.models.embed_content(model='m-1', contents='x')", "embeddings m-1"),
    "chat stream": ("r = ''.join(x.text for x in c.chats.create(model='m-1').send_message_stream('2+2?'))", "generate_content m-1"),
    "async chat": (ASYNC.format("return (await c.aio.chats.create(model='m-1').send_message('2+2?')).text"), "generate_content m-1"),
}  # fmt: skip


@pytest.mark.parametrize("way", GOOGLE)
def test_google(traced, rewrite, llm_server, way):
    from google import genai

    source, name = GOOGLE[way]
    rewrite(source, c=genai.Client(api_key="k", http_options={"base_url": llm_server.url}))
    span = traced.only()
    assert span["name"] == name and span["attributes"]["gen_ai.provider.name"] == "gcp.gemini"


LITELLM = {
    "completion": "r = litellm.completion('openai/m-1', M, api_base=URL, api_key='k').choices[0].message.content",
    "stream": "r = ''.join(x.choices[0].delta.content or '' for x in litellm.completion(model='openai/m-1', messages=M, api_base=URL, api_key='k', stream=True))",
    "async": ASYNC.format("return (await litellm.acompletion(model='openai/m-1', messages=M, api_base=URL, api_key='k')).choices[0].message.content"),
    "async stream": ASYNC.format("return ''.join([x.choices[0].delta.content or '' async for x in await litellm.acompletion(model='openai/m-1', messages=M, api_base=URL, api_key='k', stream=True)])"),
    "imported": "from litellm import completion\nr = completion(model='openai/m-1', messages=M, api_base=URL, api_key='k').choices[0].message.content",
}  # fmt: skip


@pytest.mark.parametrize("way", LITELLM)
def test_litellm(traced, rewrite, llm_server, way, monkeypatch):
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    traced.configure(capture_content=True)
    assert rewrite("import litellm\n" + LITELLM[way], M=M, URL=f"{llm_server.url}/v1")["r"] == TEXT
    span = traced.only()
    given = span["attributes"]
    assert given["gen_ai.provider.name"] == "openai" and span["name"] == "chat m-1"
    assert given["gen_ai.response.finish_reasons"] == ["stop"]
    assert json.loads(given["gen_ai.output.messages"])[0]["parts"][0]["content"] == TEXT


def test_errors_of_each(traced, rewrite, llm_server, mistral, cohere_clients):
    """What a vendor refuses is its client's own error, and the span's."""
    import groq
    import ollama

    source = """
import ollama, cohere, mistralai.client
for name, ask in {
    'groq': lambda: g.chat.completions.create(model='missing', messages=M),
    'ollama': lambda: o.chat(model='missing', messages=M),
    'mistral': lambda: m.chat.complete(model='missing', messages=M),
    'cohere': lambda: c.chat(model='missing', messages=M),
}.items():
    try:
        ask()
    except Exception as error:
        seen[name] = type(error).__name__
"""
    seen = {}
    names = {
        "g": groq.Groq(base_url=llm_server.url, api_key="k", max_retries=0),
        "o": ollama.Client(host=llm_server.url),
    }
    rewrite(source, m=mistral, seen=seen, **names, **cohere_clients)
    assert seen == {
        "groq": "NotFoundError",
        "ollama": "ResponseError",
        "mistral": "SDKError",
        "cohere": "NotFoundError",
    }
    assert {it["attributes"]["error.type"] for it in traced.spans()} == {"404"}
