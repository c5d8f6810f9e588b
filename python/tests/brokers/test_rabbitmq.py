"""pika and aio-pika, and Dramatiq over them, against a RabbitMQ."""

from __future__ import annotations

import uuid

import pytest

from .conftest import check_session

HEAD = """
import asyncio
from onetrace_ai import Observe
def request(session, send):
    def inside():
        Observe.set_attribute('session.id', session)
        return send()
    return Observe.with_trace('request', inside)
"""
PIKA = """
import pika
connection = pika.BlockingConnection(pika.URLParameters(URL))
channel = connection.channel()
channel.queue_declare(QUEUE, auto_delete=False)
own = pika.BasicProperties(headers={'own': '1'}, content_type='text/plain')
for session in ('s1', 's2'):
    request(session, lambda: channel.basic_publish(exchange='', routing_key=QUEUE, body=b'x', properties=own))
    request(session + '-p', lambda: channel.basic_publish('', QUEUE, b'x', own))
    request(session + '-b', lambda: channel.basic_publish('', QUEUE, b'x'))
seen, inside = [], []
def on_message(channel, method, properties, body):
    seen.append((properties.headers or {}).get('own'))
    inside.append(on_message.__name__)
    Observe.with_trace('work', lambda: None)
    channel.basic_ack(method.delivery_tag)
    if len(seen) == 6:
        channel.stop_consuming()
"""
CONSUME = {
    "keywords": "channel.basic_consume(queue=QUEUE, on_message_callback=on_message)\nchannel.start_consuming()\n",
    "positional": "channel.basic_consume(QUEUE, on_message)\nchannel.start_consuming()\n",
}


@pytest.mark.parametrize("way", CONSUME)
def test_pika(traced, rewrite, rabbitmq_url, way):
    queue = f"q{uuid.uuid4().hex[:8]}"
    names = rewrite(HEAD + PIKA + CONSUME[way] + "connection.close()", URL=rabbitmq_url, QUEUE=queue)
    assert sorted(names["seen"], key=str) == ["1", "1", "1", "1", None, None]
    assert names["own"].headers == {"own": "1"}, "the program's own properties are not touched"
    spans = traced.spans()
    for session in ("s1", "s2", "s1-p", "s2-p", "s1-b", "s2-b"):
        check_session(
            spans, session,
            [("request", ""), (f"send {queue}", "request"), (f"process {queue}", f"send {queue}"), ("work", f"process {queue}")],
        )  # fmt: skip


def test_pika_get_and_consume(traced, rewrite, rabbitmq_url):
    """Ways without a callback: the properties are the carrier."""
    queue = f"q{uuid.uuid4().hex[:8]}"
    source = (
        HEAD
        + """
import pika
connection = pika.BlockingConnection(pika.URLParameters(URL))
channel = connection.channel()
channel.queue_declare(QUEUE)
for session in ('s1', 's2'):
    request(session, lambda: channel.basic_publish('', QUEUE, b'x'))
method, properties, body = channel.basic_get(QUEUE, auto_ack=True)
Observe.with_trace('work', lambda: None, carrier=properties)
for method, properties, body in channel.consume(QUEUE, auto_ack=True, inactivity_timeout=30):
    Observe.with_trace('work', lambda: None, carrier=properties)
    break
connection.close()
"""
    )
    rewrite(source, URL=rabbitmq_url, QUEUE=queue)
    spans = traced.spans()
    for session in ("s1", "s2"):
        check_session(spans, session, [("request", ""), (f"send {queue}", "request"), ("work", f"send {queue}")])


def test_aio_pika(traced, rewrite, rabbitmq_url):
    queue = f"q{uuid.uuid4().hex[:8]}"
    source = (
        HEAD
        + """
import aio_pika
seen = []
async def main():
    connection = await aio_pika.connect_robust(URL)
    async with connection:
        channel = await connection.channel()
        queue = await channel.declare_queue(QUEUE)
        own = aio_pika.Message(b'x', headers={'own': '1'})
        for session in ('s1', 's2'):
            async def first():
                Observe.set_attribute('session.id', session)
                await channel.default_exchange.publish(own, QUEUE)
            async def second():
                Observe.set_attribute('session.id', session + '-k')
                await channel.default_exchange.publish(message=aio_pika.Message(b'x'), routing_key=QUEUE)
            await Observe.with_trace('request', first)
            await Observe.with_trace('request', second)
        assert own.headers == {'own': '1'}
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    seen.append(message.headers.get('own'))
                    Observe.with_trace('work', lambda: None, carrier=message)
                if len(seen) == 4:
                    break
asyncio.run(asyncio.wait_for(main(), 90))
"""
    )
    assert sorted(rewrite(source, URL=rabbitmq_url, QUEUE=queue)["seen"], key=str) == ["1", "1", None, None]
    spans = traced.spans()
    for session in ("s1", "s2", "s1-k", "s2-k"):
        check_session(spans, session, [("request", ""), (f"send {queue}", "request"), ("work", f"send {queue}")])


def test_dramatiq(traced, rewrite, rabbitmq_url):
    """A worker in this process: threads of its own, with the sender's trace each."""
    source = (
        HEAD
        + """
import dramatiq
from dramatiq.brokers.rabbitmq import RabbitmqBroker
broker = RabbitmqBroker(url=URL)
dramatiq.set_broker(broker)
@dramatiq.actor(queue_name=QUEUE, max_retries=0)
def note(text):
    Observe.with_trace('work', lambda: text)
worker = dramatiq.Worker(broker, worker_timeout=100, worker_threads=2)
worker.start()
for session in ('s1', 's2'):
    request(session, lambda: note.send('x'))
broker.join(QUEUE, timeout=60000)
worker.join()
worker.stop()
broker.close()
"""
    )
    queue = f"q{uuid.uuid4().hex[:8]}"
    rewrite(source, URL=rabbitmq_url, QUEUE=queue)
    spans = traced.spans()
    for session in ("s1", "s2"):
        check_session(
            spans, session,
            [("request", ""), (f"send {queue}", "request"), ("process note", f"send {queue}"), ("work", "process note")],
        )  # fmt: skip
