"""Servers as programs build them: one SERVER span a request, with its route, joined to whoever asks."""

from __future__ import annotations

import asyncio

import pytest

CARRIER = {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "baggage": "session.id=s"}


def server_spans(traced):
    return [it for it in traced.spans() if it["kind"] == 2]


def check(span, name, status=200):
    given = span["attributes"]
    assert span["name"] == name
    assert span["traceId"] == "a" * 32 and span["parentSpanId"] == "b" * 16
    assert given["session.id"] == "s"
    assert given["http.response.status_code"] == status
    assert ("status" in span) is (status >= 500)


FLASK = """
from flask import Flask, Response, stream_with_context, abort
from onetrace_ai import Observe
app = Flask(__name__)
@app.get('/items/<int:item>')
def item(item): return {'id': Observe.get_trace_id()}
@app.get('/stream')
def stream():
    def steps():
        for _ in range(3): yield Observe.get_trace_id() + '\\n'
    return Response(steps())
@app.get('/fails')
def fails(): raise ValueError('no')
@app.get('/gone')
def gone(): abort(404)
"""


def test_flask(traced, rewrite):
    client = rewrite(FLASK)["app"].test_client()
    assert client.get("/items/5?token=x", headers=CARRIER, buffered=True).json == {"id": "a" * 32}
    assert set(client.get("/stream", headers=CARRIER, buffered=True).text.split()) == {"a" * 32}
    assert client.get("/fails", headers=CARRIER, buffered=True).status_code == 500
    assert client.get("/gone", headers=CARRIER, buffered=True).status_code == 404
    assert client.get("/nowhere", headers=CARRIER, buffered=True).status_code == 404
    spans = server_spans(traced)
    for span, expected in zip(
        spans,
        [("GET /items/<int:item>",), ("GET /stream",), ("GET /fails", 500), ("GET /gone", 404), ("GET", 404)],
        strict=True,
    ):
        check(span, *expected)
    assert spans[0]["attributes"]["url.query"] == "token=REDACTED"
    assert spans[0]["attributes"]["url.path"] == "/items/5"


FASTAPI = """
from fastapi import FastAPI, BackgroundTasks, Depends, HTTPException
from fastapi.responses import StreamingResponse
from onetrace_ai import Observe
from starlette.middleware.base import BaseHTTPMiddleware
app = FastAPI()
seen = []
class Inner(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers['x-seen'] = Observe.get_carrier()['baggage']
        return response
app.add_middleware(Inner)
def user():
    Observe.set_attribute('user.id', 'u')
@app.get('/items/{item}')
def item(item: int, _=Depends(user)): return {'id': Observe.get_trace_id()}
@app.get('/stream')
async def stream():
    async def steps():
        for _ in range(3): yield Observe.get_trace_id() + '\\n'
    return StreamingResponse(steps())
@app.get('/later')
async def later(tasks: BackgroundTasks):
    tasks.add_task(lambda: seen.append(Observe.with_trace('background', Observe.get_trace_id)))
    return {}
@app.get('/fails')
async def fails(): raise ValueError('no')
@app.get('/gone')
async def gone(): raise HTTPException(404)
"""


async def asgi_get(app, path, headers=CARRIER):
    """One request by the protocol itself: status, headers, body."""
    sent = []
    asked = False

    async def receive():
        nonlocal asked
        if asked:
            await asyncio.sleep(3600)
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"", "server": ("t", 80),
        "client": ("127.0.0.1", 1), "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip
    try:
        await app(scope, receive, send)
    except ValueError:
        pass
    body = b"".join(it.get("body", b"") for it in sent if it["type"] == "http.response.body")
    return sent[0]["status"], dict(sent[0]["headers"]), body.decode()


def test_fastapi(traced, rewrite):
    names = rewrite(FASTAPI)
    app = names["app"]

    async def main():
        status, headers, body = await asgi_get(app, "/items/5")
        assert (status, body) == (200, f'{{"id":"{"a" * 32}"}}')
        # Set by a dependency, in a thread, below another middleware: seen upwards, too.
        assert headers[b"x-seen"] == b"session.id=s,user.id=u"
        assert set((await asgi_get(app, "/stream"))[2].split()) == {"a" * 32}
        await asgi_get(app, "/later")
        assert (await asgi_get(app, "/fails"))[0] == 500
        assert (await asgi_get(app, "/gone"))[0] == 404

    asyncio.run(main())
    assert names["seen"] == ["a" * 32]
    expected = [("GET /items/{item}",), ("GET /stream",), ("GET /later",), ("GET /fails", 500), ("GET /gone", 404)]
    for span, it in zip(server_spans(traced), expected, strict=True):
        check(span, *it)


def test_requests_never_meet(traced, rewrite):
    source = """
from fastapi import FastAPI
from onetrace_ai import Observe
import asyncio
app = FastAPI()
@app.get('/{name}')
async def one(name: str):
    Observe.set_attribute('session.id', name)
    await asyncio.sleep(0.002)
    return Observe.with_trace('inner', Observe.get_carrier)['baggage']
"""
    app = rewrite(source)["app"]

    async def main():
        return await asyncio.gather(*[asgi_get(app, f"/s{n}", {}) for n in range(60)])

    assert [body for _, _, body in asyncio.run(main())] == [f'"session.id=s{n}"' for n in range(60)]
    traces = {}
    for span in traced.spans():
        traces.setdefault(span["traceId"], set()).add(span["attributes"]["session.id"])
    assert len(traces) == 60 and all(len(it) == 1 for it in traces.values())


def test_starlette_and_a_middleware_of_the_program(traced, rewrite):
    source = """
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Mount
async def home(request): return PlainTextResponse('hi')
app = Starlette(routes=[Mount('/api', routes=[Route('/home/{x}', home)])])
"""
    app = rewrite(source)["app"]
    assert isinstance(app, __import__("starlette.applications").applications.Starlette)
    assert asyncio.run(asgi_get(app, "/api/home/1"))[2] == "hi"
    (span,) = server_spans(traced)
    assert span["traceId"] == "a" * 32


DJANGO = """
import django
from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import path
from onetrace_ai import Observe
if not settings.configured:
    settings.configure(DEBUG=False, SECRET_KEY='x', ALLOWED_HOSTS=['*'], ROOT_URLCONF=__name__, MIDDLEWARE=[])
    django.setup()
def item(request, item): return JsonResponse({'id': Observe.get_trace_id()})
async def later(request): return JsonResponse({'id': Observe.get_trace_id()})
urlpatterns = [path('items/<int:item>', item), path('later', later)]
from django.core.wsgi import get_wsgi_application
from django.core.asgi import get_asgi_application
wsgi = get_wsgi_application()
asgi = get_asgi_application()
"""


def test_django(traced, rewrite):
    import sys
    import types

    module = sys.modules["program"] = types.ModuleType("program")
    names = rewrite(DJANGO)
    module.__dict__.update(names)
    from django.core.handlers.wsgi import WSGIHandler
    from werkzeug.test import Client

    assert isinstance(names["wsgi"], WSGIHandler)
    assert Client(names["wsgi"]).get("/items/5", headers=CARRIER).json == {"id": "a" * 32}
    status, _, body = asyncio.run(asgi_get(names["asgi"], "/later"))
    assert (status, body) == (200, f'{{"id": "{"a" * 32}"}}')
    first, second = server_spans(traced)
    check(first, "GET /items/<int:item>")
    check(second, "GET /later")
    del sys.modules["program"]


AIOHTTP = """
from aiohttp import web, ClientSession
from onetrace_ai import Observe
async def item(request):
    if request.query.get('fail'): raise web.HTTPConflict()
    return web.json_response({'id': Observe.get_trace_id(), 'headers': dict(request.headers)})
app = web.Application()
app.router.add_get('/items/{item}', item)
async def ask(url):
    async with ClientSession() as session:
        async with session.get(url) as response:
            return await response.json()
"""


def test_aiohttp(traced, rewrite):
    names = rewrite(AIOHTTP)

    async def main():
        from aiohttp.test_utils import TestServer

        from onetrace_ai import Observe

        async with TestServer(names["app"]) as server:

            def asked():
                Observe.set_attribute("session.id", "s")
                return names["ask"](server.make_url("/items/5"))

            return await Observe.with_trace("root", asked, carrier=CARRIER)

    answer = asyncio.run(main())
    assert answer["id"] == "a" * 32 and answer["headers"]["baggage"] == "session.id=s"
    spans = {it["kind"]: it for it in traced.spans()}
    assert spans[2]["name"] == "GET /items/{item}" and spans[2]["parentSpanId"] == spans[3]["spanId"]
    assert spans[3]["attributes"]["http.response.status_code"] == 200


@pytest.mark.parametrize("module", ["requests", "httpx", "httpx2", "urllib3", "urllib.request"])
def test_a_stack_of_clients_is_importable(module):
    __import__(module)
