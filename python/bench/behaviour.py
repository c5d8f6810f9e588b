"""
What programs do with the openai client, and whether they can tell that they are traced: ours and peers.

    python bench/behaviour.py [--folder bench/.venvs]      prints the table of bench/README.md

Each variant runs them in a process and an environment of its own; a program passes where it prints what it prints
untouched.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from tests.kit.llm_server import LlmServer  # noqa: E402
from tests.kit.receiver import Receiver  # noqa: E402

HEAD = """
import asyncio, copy, functools, gc, inspect, json, os, pickle, sys, traceback, warnings
import openai
from openai import OpenAI, AsyncOpenAI
c = OpenAI(base_url=os.environ['LLM'], api_key='k', max_retries=0)
a = AsyncOpenAI(base_url=os.environ['LLM'], api_key='k', max_retries=0)
M = [{'role': 'user', 'content': 'x'}]
K = dict(model='gpt-4o', messages=M)
"""
PROGRAMS = {
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

OTEL_SDK = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, ConsoleSpanExporter
import io
trace.set_tracer_provider(TracerProvider())
trace.get_tracer_provider().add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter(out=io.StringIO())))
"""
# Its environment, what stands before the program, and the command.
VARIANTS = {
    "untouched": ("plain", "", []),
    "onetrace": ("ours", "import onetrace_ai.auto\n", []),
    "otel genai-openai": ("otel", OTEL_SDK + "from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor\nOpenAIInstrumentor().instrument()\n", []),
    "OpenInference": ("openinference", OTEL_SDK + "from openinference.instrumentation.openai import OpenAIInstrumentor\nOpenAIInstrumentor().instrument()\n", []),
    "Traceloop": ("traceloop", OTEL_SDK + "from opentelemetry.instrumentation.openai import OpenAIInstrumentor\nOpenAIInstrumentor().instrument()\n", []),
    "Logfire": ("logfire", "import logfire\nlogfire.configure(send_to_logfire=False, console=False)\nlogfire.instrument_openai()\n", []),
    "Langfuse": ("langfuse", "import os\nfrom langfuse.openai import openai as _\n", []),
    "Sentry": ("sentry", "import sentry_sdk\nfrom sentry_sdk.integrations.openai import OpenAIIntegration\nsentry_sdk.init(dsn=os.environ['SENTRY'], traces_sample_rate=1.0, integrations=[OpenAIIntegration()])\n", []),
    "ddtrace": ("ddtrace", "import ddtrace\nddtrace.patch(openai=True)\n", []),
}  # fmt: skip


DRIVER = """
import contextlib, io, json, re, sys
programs, head = json.load(open(sys.argv[1]))
found = {}
for name, text in programs.items():
    source = head + text
    code = None
    if 'onetrace_ai.inject' in sys.modules:
        from onetrace_ai.compiler.compile_file import compile_source
        code = compile_source(source.encode(), 'program.py', 'program.py').code
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(code or compile(source, 'program.py', 'exec'), {'__name__': '__main__'})
        except BaseException as error:
            print('raised', type(error), error)
    found[name] = re.sub("0x[0-9a-f]+", "0x", out.getvalue())
json.dump(found, sys.__stdout__)
sys.__stdout__.flush()
os._exit(0)
"""


def said(variant: str, folder: Path, env: dict[str, str]) -> dict[str, str]:
    place, before, _ = VARIANTS[variant]
    (folder / "programs.json").write_text(json.dumps([PROGRAMS, HEAD]))
    (folder / "driver.py").write_text(f"import os\n{before}{DRIVER}")
    command = [str(folder / place / "bin" / "python"), str(folder / "driver.py"), str(folder / "programs.json")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout[done.stdout.index("{") :])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=HERE / ".venvs")
    folder: Path = parser.parse_args().folder
    llm, receiver = LlmServer(), Receiver()
    env = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("OTEL_", "DD_", "LANGFUSE_"))},
        "LLM": f"{llm.url}/v1", "OTEL_EXPORTER_OTLP_ENDPOINT": receiver.url, "DD_TRACE_AGENT_URL": receiver.url,
        "DD_INSTRUMENTATION_TELEMETRY_ENABLED": "false", "DD_TRACE_LOG_LEVEL": "CRITICAL",
        "SENTRY": f"http://k@127.0.0.1:{receiver.port}/1", "LANGFUSE_PUBLIC_KEY": "p", "LANGFUSE_SECRET_KEY": "s",
        "LANGFUSE_HOST": receiver.url, "LANGFUSE_BASE_URL": receiver.url,
    }  # fmt: skip
    plain = said("untouched", folder, env)
    print(f"| | programs of {len(PROGRAMS)} that say the same | that differ |\n|---|--:|---|")
    for variant, (place, _, _) in VARIANTS.items():
        if variant == "untouched" or not (folder / place).exists():
            continue
        found = said(variant, folder, env)
        differ = [name for name in PROGRAMS if found[name] != plain[name]]
        print(f"| {variant} | {len(PROGRAMS) - len(differ)} | {', '.join(differ)} |", flush=True)


if __name__ == "__main__":
    main()
