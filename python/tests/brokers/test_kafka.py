"""Three clients of Kafka against librdkafka's mock cluster."""

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
def work(message):
    Observe.with_trace('work', lambda: None, carrier=message)
"""
KAFKA_PYTHON = """
from kafka import KafkaProducer, KafkaConsumer, TopicPartition
producer = KafkaProducer(bootstrap_servers=URL, api_version=(2, 3))  # the mock cluster negotiates older versions
for session in ('s1', 's2'):
    request(session, lambda: producer.send(TOPIC, b'x', headers=[('own', b'1')]).get(30))
    request(session + '-bare', lambda: producer.send(TOPIC, value=b'x').get(30))
producer.close()
consumer = KafkaConsumer(bootstrap_servers=URL, api_version=(2, 3), consumer_timeout_ms=30000)
places = [TopicPartition(TOPIC, at) for at in range(4)]
consumer.assign(places)
for place in places:
    consumer.seek(place, 0)
seen = []
for message in consumer:
    seen.append(dict(message.headers).get('own'))
    work(message)
    if len(seen) == 4:
        break
consumer.close()
"""
CONFLUENT = """
from confluent_kafka import Producer, Consumer
producer = Producer({'bootstrap.servers': URL})
for session in ('s1', 's2'):
    request(session, lambda: producer.produce(TOPIC, b'x', headers={'own': '1'}))
    request(session + '-bare', lambda: producer.produce(TOPIC, value=b'x'))
producer.flush(30)
consumer = Consumer({'bootstrap.servers': URL, 'group.id': TOPIC, 'auto.offset.reset': 'earliest'})
consumer.subscribe([TOPIC])
seen = []
import time
until = time.monotonic() + 60
while len(seen) < 4 and time.monotonic() < until:
    message = consumer.poll(1)
    if message is None or message.error():
        continue
    seen.append(dict(message.headers()).get('own'))
    work(message)
consumer.close()
"""
AIOKAFKA = """
from aiokafka import AIOKafkaProducer, AIOKafkaConsumer
seen = []
async def main():
    async with AIOKafkaProducer(bootstrap_servers=URL) as producer:
        for session in ('s1', 's2'):
            async def own():
                Observe.set_attribute('session.id', session)
                await producer.send_and_wait(TOPIC, b'x', headers=[('own', b'1')])
            await Observe.with_trace('request', own)
            async def bare():
                Observe.set_attribute('session.id', session + '-bare')
                await (await producer.send(TOPIC, value=b'x'))
            await Observe.with_trace('request', bare)
    async with AIOKafkaConsumer(TOPIC, bootstrap_servers=URL, auto_offset_reset='earliest') as consumer:
        async for message in consumer:
            seen.append(dict(message.headers).get('own'))
            work(message)
            if len(seen) == 4:
                break
asyncio.run(asyncio.wait_for(main(), 90))
"""


@pytest.mark.parametrize("client", ["KAFKA_PYTHON", "CONFLUENT", "AIOKAFKA"])
def test_kafka(traced, rewrite, kafka_url, client):
    topic = f"t{uuid.uuid4().hex[:8]}"
    seen = rewrite(HEAD + globals()[client], URL=kafka_url, TOPIC=topic)["seen"]
    assert sorted(seen, key=str) == [None, None, b"1", b"1"]
    spans = traced.spans()
    for session in ("s1", "s2", "s1-bare", "s2-bare"):
        check_session(spans, session, [("request", ""), (f"send {topic}", "request"), ("work", f"send {topic}")])
    sent = next(it for it in spans if it["name"].startswith("send"))
    assert sent["kind"] == 4 and sent["attributes"]["messaging.system"] == "kafka"
    assert sent["attributes"]["messaging.destination.name"] == topic
