"""What programs do with a client of a model, each a few lines that print what they see."""

from __future__ import annotations

OPENAI_HEAD = """
import asyncio, copy, functools, gc, inspect, json, os, pickle, sys, traceback, warnings
import openai
from openai import OpenAI, AsyncOpenAI
c = OpenAI(base_url=os.environ['LLM'], api_key='k', max_retries=0)
a = AsyncOpenAI(base_url=os.environ['LLM'], api_key='k', max_retries=0)
M = [{'role': 'user', 'content': 'x'}]
K = dict(model='gpt-4o', messages=M)
"""
OPENAI = {
    "create": "print(c.chat.completions.create(**K).choices[0].message.content)",
    "type of the answer": "print(type(c.chat.completions.create(**K)))",
    "stream is a Stream": "s = c.chat.completions.create(**K, stream=True)\nprint(isinstance(s, openai.Stream), len(list(s)))",
    "stream: with": "with c.chat.completions.create(**K, stream=True) as s: print(next(s).id)",
    "stream: close": "s = c.chat.completions.create(**K, stream=True)\nfor x in s: break\ns.close()\nprint(s.response.is_closed)",
    "stream: its response": "s = c.chat.completions.create(**K, stream=True)\nprint(s.response.status_code, len(list(s)))",
    "stream: again after break": "s = c.chat.completions.create(**K, stream=True)\nfor x in s: break\nprint(len(list(s)))",
    "stream: attributes": "s = c.chat.completions.create(**K, stream=True)\nprint(sorted(k for k in vars(s) if not k.startswith('__')))",
    "raw": "r = c.chat.completions.with_raw_response.create(**K)\nprint(type(r), r.headers['x-request-id'], r.parse().id)",
    "raw stream": "r = c.chat.completions.with_raw_response.create(**K, stream=True)\nprint(type(r), len(list(r.parse())))",
    "streaming response": "with c.chat.completions.with_streaming_response.create(**K) as r: print(type(r), r.parse().id)",
    "streaming lines": "with c.chat.completions.with_streaming_response.create(**K) as r: print(len(list(r.iter_lines())))",
    "stream manager": "with c.chat.completions.stream(**K) as s: print(type(s), s.until_done().get_final_completion().choices[0].finish_reason)",
    "parse": "from pydantic import BaseModel\nclass V(BaseModel):\n    value: int\nprint(c.chat.completions.parse(**K, response_format=V).choices[0].message.parsed)",
    "responses": "print(c.responses.create(model='gpt-4o', input='x').output_text)",
    "responses stream": "print([e.type for e in c.responses.create(model='gpt-4o', input='x', stream=True)][-1])",
    "embeddings": "print(c.embeddings.create(model='e', input='x').data[0].embedding)",
    "error": "try: c.chat.completions.create(model='missing', messages=M)\nexcept openai.NotFoundError as e: print(e.status_code, e.body)",
    "error: traceback": "def f(): c.chat.completions.create(model='missing', messages=M)\ntry: f()\nexcept Exception as e: print([(x.filename.rsplit('/', 1)[-1], x.name) for x in traceback.extract_tb(e.__traceback__)])",
    "error: its context": "try: c.chat.completions.create(model='missing', messages=M)\nexcept Exception as e: print(repr(e.__context__), e.__suppress_context__)",
    "wrong arguments": "try: c.chat.completions.create(model='x')\nexcept TypeError as e: print(e, len(traceback.extract_tb(e.__traceback__)))",
    "unknown argument": "try: c.chat.completions.create(**K, nope=1)\nexcept TypeError as e: print(e)",
    "signature": "print(inspect.signature(c.chat.completions.create))",
    "method": "m = c.chat.completions.create\nprint(type(m).__name__, m.__name__, m.__qualname__, m.__self__ is c.chat.completions, hasattr(type(c.chat.completions), 'create'))",
    "function of the class": "from openai.resources.chat.completions import Completions\nprint(type(Completions.create).__name__, Completions.create.__module__, inspect.getsourcefile(Completions.create).rsplit('/', 2)[-2:])",
    "partial": "print(functools.partial(c.chat.completions.create, model='gpt-4o')(messages=M).id)",
    "copy of a client": "print(c.copy(timeout=5).chat.completions.create(**K).id, c.with_options(max_retries=1).chat.completions.create(**K).id)",
    "deepcopy of an answer": "r = c.chat.completions.create(**K)\nprint(copy.deepcopy(r) == r, pickle.loads(pickle.dumps(r)) == r)",
    "await": "async def f(): print((await a.chat.completions.create(**K)).id)\nasyncio.run(f())",
    "coroutine": "async def f():\n    it = a.chat.completions.create(**K)\n    print(type(it).__name__, it.__qualname__, inspect.iscoroutine(it))\n    await it\nasyncio.run(f())",
    "never awaited": "with warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    a.chat.completions.create(**K)\n    gc.collect()\nprint([str(x.message) for x in w if 'await' in str(x.message)])",
    "async stream": "async def f():\n    s = await a.chat.completions.create(**K, stream=True)\n    print(isinstance(s, openai.AsyncStream), len([x async for x in s]))\nasyncio.run(f())",
    "async stream: with": "async def f():\n    async with await a.chat.completions.create(**K, stream=True) as s:\n        async for x in s: break\n    print(s.response.is_closed)\nasyncio.run(f())",
    "async stream manager": "async def f():\n    async with a.chat.completions.stream(**K) as s: print(type(s), (await s.get_final_completion()).id)\nasyncio.run(f())",
    "async streaming response": "async def f():\n    async with a.chat.completions.with_streaming_response.create(**K) as r: print(type(r), (await r.parse()).id)\nasyncio.run(f())",
    "cancelled": "async def f():\n    t = asyncio.create_task(a.chat.completions.create(**K)); await asyncio.sleep(0); t.cancel()\n    try: await t\n    except asyncio.CancelledError: print('cancelled')\nasyncio.run(f())",
    "gather": "async def f(): print(len(await asyncio.gather(*[a.chat.completions.create(**K) for _ in range(3)])))\nasyncio.run(f())",
    "to_thread": "async def f(): print((await asyncio.to_thread(c.chat.completions.create, **K)).id)\nasyncio.run(f())",
    "imported before": "from openai.resources.chat.completions import Completions\nf = Completions.create\nprint(f(c.chat.completions, **K).id)",
}  # fmt: skip

ANTHROPIC_HEAD = """
import asyncio, copy, functools, gc, inspect, json, os, pickle, sys, traceback, warnings
import anthropic
from anthropic import Anthropic, AsyncAnthropic
URL = os.environ['LLM'].removesuffix('/v1')
c = Anthropic(base_url=URL, api_key='k', max_retries=0)
a = AsyncAnthropic(base_url=URL, api_key='k', max_retries=0)
M = [{'role': 'user', 'content': 'x'}]
K = dict(model='claude', max_tokens=9, messages=M)
"""
ANTHROPIC = {
    "create": "print(c.messages.create(**K).content[0].text)",
    "type of the answer": "print(type(c.messages.create(**K)))",
    "beta": "print(type(c.beta.messages.create(**K)))",
    "stream is a Stream": "s = c.messages.create(**K, stream=True)\nprint(isinstance(s, anthropic.Stream), len(list(s)))",
    "stream: with": "with c.messages.create(**K, stream=True) as s: print(next(s).type)",
    "stream: close": "s = c.messages.create(**K, stream=True)\nfor x in s: break\ns.close()\nprint(s.response.is_closed)",
    "stream: its response": "s = c.messages.create(**K, stream=True)\nprint(s.response.status_code, len(list(s)))",
    "stream: again after break": "s = c.messages.create(**K, stream=True)\nfor x in s: break\nprint(len(list(s)))",
    "stream: attributes": "s = c.messages.create(**K, stream=True)\nprint(sorted(k for k in vars(s) if not k.startswith('__')))",
    "stream manager": "with c.messages.stream(**K) as s: print(type(s), s.get_final_text())",
    "stream manager: type": "m = c.messages.stream(**K)\nprint(type(m).__name__, type(m).__module__)\nwith m as s: s.until_done()",
    "stream manager: text_stream": "with c.messages.stream(**K) as s: print(''.join(s.text_stream))",
    "stream manager: events": "with c.messages.stream(**K) as s: print([e.type for e in s][-1])",
    "stream manager: snapshot": "with c.messages.stream(**K) as s:\n    for e in s: break\n    print(s.current_message_snapshot.id)",
    "stream manager: closed": "with c.messages.stream(**K) as s: s.close(); print(s.response.is_closed)",
    "stream manager: final message": "with c.messages.stream(**K) as s: m = s.get_final_message()\nprint(m.usage.output_tokens, m.stop_reason)",
    "raw": "r = c.messages.with_raw_response.create(**K)\nprint(type(r), r.headers['x-request-id'], r.parse().id)",
    "raw stream": "r = c.messages.with_raw_response.create(**K, stream=True)\nprint(type(r), len(list(r.parse())))",
    "streaming response": "with c.messages.with_streaming_response.create(**K) as r: print(type(r), r.parse().id)",
    "streaming lines": "with c.messages.with_streaming_response.create(**K) as r: print(len(list(r.iter_lines())))",
    "error": "try: c.messages.create(model='missing', max_tokens=9, messages=M)\nexcept anthropic.NotFoundError as e: print(e.status_code, e.body)",
    "error: traceback": "def f(): c.messages.create(model='missing', max_tokens=9, messages=M)\ntry: f()\nexcept Exception as e: print([(x.filename.rsplit('/', 1)[-1], x.name) for x in traceback.extract_tb(e.__traceback__)])",
    "error: its context": "try: c.messages.create(model='missing', max_tokens=9, messages=M)\nexcept Exception as e: print(repr(e.__context__), e.__suppress_context__)",
    "error in a stream manager": "try:\n    with c.messages.stream(model='missing', max_tokens=9, messages=M) as s: pass\nexcept anthropic.NotFoundError as e: print(e.status_code, [x.name for x in traceback.extract_tb(e.__traceback__)][0])",
    "wrong arguments": "try: c.messages.create(model='x')\nexcept TypeError as e: print(e, len(traceback.extract_tb(e.__traceback__)))",
    "unknown argument": "try: c.messages.create(**K, nope=1)\nexcept TypeError as e: print(e)",
    "signature": "print(inspect.signature(c.messages.create))",
    "method": "m = c.messages.create\nprint(type(m).__name__, m.__name__, m.__qualname__, m.__self__ is c.messages)",
    "function of the class": "from anthropic.resources.messages import Messages\nprint(type(Messages.create).__name__, Messages.create.__module__, inspect.getsourcefile(Messages.create).rsplit('/', 2)[-2:])",
    "partial": "print(functools.partial(c.messages.create, model='claude', max_tokens=9)(messages=M).id)",
    "copy of a client": "print(c.copy(timeout=5).messages.create(**K).id, c.with_options(max_retries=1).messages.create(**K).id)",
    "deepcopy of an answer": "r = c.messages.create(**K)\nprint(copy.deepcopy(r) == r, pickle.loads(pickle.dumps(r)) == r)",
    "await": "async def f(): print((await a.messages.create(**K)).id)\nasyncio.run(f())",
    "coroutine": "async def f():\n    it = a.messages.create(**K)\n    print(type(it).__name__, it.__qualname__, inspect.iscoroutine(it))\n    await it\nasyncio.run(f())",
    "never awaited": "with warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    a.messages.create(**K)\n    gc.collect()\nprint([str(x.message) for x in w if 'await' in str(x.message)])",
    "async stream": "async def f():\n    s = await a.messages.create(**K, stream=True)\n    print(isinstance(s, anthropic.AsyncStream), len([x async for x in s]))\nasyncio.run(f())",
    "async stream: with": "async def f():\n    async with await a.messages.create(**K, stream=True) as s:\n        async for x in s: break\n    print(s.response.is_closed)\nasyncio.run(f())",
    "async stream manager": "async def f():\n    async with a.messages.stream(**K) as s: print(type(s), await s.get_final_text())\nasyncio.run(f())",
    "async text_stream": "async def f():\n    async with a.messages.stream(**K) as s: print(''.join([t async for t in s.text_stream]))\nasyncio.run(f())",
    "async streaming response": "async def f():\n    async with a.messages.with_streaming_response.create(**K) as r: print(type(r), (await r.parse()).id)\nasyncio.run(f())",
    "cancelled": "async def f():\n    t = asyncio.create_task(a.messages.create(**K)); await asyncio.sleep(0); t.cancel()\n    try: await t\n    except asyncio.CancelledError: print('cancelled')\nasyncio.run(f())",
    "gather": "async def f(): print(len(await asyncio.gather(*[a.messages.create(**K) for _ in range(3)])))\nasyncio.run(f())",
    "to_thread": "async def f(): print((await asyncio.to_thread(c.messages.create, **K)).id)\nasyncio.run(f())",
    "imported before": "from anthropic.resources.messages import Messages\nf = Messages.create\nprint(f(c.messages, **K).id)",
}  # fmt: skip
