"""boto3's SQS client against its JSON protocol: who sends, who receives, and a consumer's loop."""

from __future__ import annotations

from .conftest import check_session

SOURCE = """
import boto3, json
from onetrace_ai import Observe
client = boto3.client('sqs', endpoint_url=URL, region_name='us-east-1', aws_access_key_id='k', aws_secret_access_key='s')
QUEUE = URL + '/1/notes'
def request(session, send):
    def inside():
        Observe.set_attribute('session.id', session)
        send()
    Observe.with_trace('request', inside)
own = {'own': {'DataType': 'String', 'StringValue': '1'}}
request('one', lambda: client.send_message(QueueUrl=QUEUE, MessageBody='x', MessageAttributes=own))
request('bare', lambda: client.send_message(QueueUrl=QUEUE, MessageBody='x'))
request('batch', lambda: client.send_message_batch(QueueUrl=QUEUE, Entries=[{'Id': '1', 'MessageBody': 'x'}]))
request('full', lambda: client.send_message(QueueUrl=QUEUE, MessageBody='x', MessageAttributes={f'a{n}': own['own'] for n in range(10)}))
seen = []
while True:
    received = client.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10, MessageAttributeNames=NAMES).get('Messages', []) if NAMES else client.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10).get('Messages', [])
    if not received:
        break
    for message in received:
        seen.append(message.get('MessageAttributes', {}))
        Observe.with_trace('work', lambda: None, carrier=message)
        client.delete_message(QueueUrl=QUEUE, ReceiptHandle=message['ReceiptHandle'])
"""


def check(traced, names):
    spans = traced.spans()
    for session in ("one", "bare", "batch"):
        check_session(spans, session, [("request", ""), ("send notes", "request"), ("work", "send notes")])
    # Ten attributes are all that a message may have: the program's own stay, and its trace ends there.
    check_session(spans, "full", [("request", ""), ("send notes", "request")])
    assert len(names["seen"]) == 4


def test_a_consumer_that_asks_for_nothing(traced, rewrite, sqs):
    names = rewrite(SOURCE, URL=sqs.url, NAMES=[])
    check(traced, names)
    assert all("own" not in it for it in names["seen"])


def test_a_consumer_that_asks_for_its_own(traced, rewrite, sqs):
    names = rewrite(SOURCE, URL=sqs.url, NAMES=["own"])
    check(traced, names)
    assert names["seen"][0]["own"]["StringValue"] == "1"


def test_a_consumer_that_asks_for_all(traced, rewrite, sqs):
    check(traced, rewrite(SOURCE, URL=sqs.url, NAMES=["All"]))
