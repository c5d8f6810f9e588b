import * as $ot from "onetrace/inject"; import { Queue, Worker, FlowProducer } from 'bullmq';
import amqp from 'amqplib';
import { Kafka } from 'kafkajs';
import { SQSClient, SendMessageCommand, ReceiveMessageCommand, DeleteMessageCommand, SQS } from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { PgBoss } from 'pg-boss';
import { connect } from '@nats-io/transport-node';
import { jetstream } from '@nats-io/jetstream';
import mqtt from 'mqtt';
import { Inngest } from 'inngest';
import * as grpc from '@grpc/grpc-js';
import { Worker as Thread, parentPort } from 'node:worker_threads';
import { fork } from 'node:child_process';
import Piscina from 'piscina';
const queue = new Queue('jobs'); await $ot.bullmq("queues-messages/input.ts:15:40#?method=add&proven=1&callee=queue.add", queue, "add")('x', { a: 1 });
new Worker('jobs', $ot.bullmq("queues-messages/input.ts:16:20#?method=Worker&proven=1", async (job) => work(job)), {});
$ot.bullmq("queues-messages/input.ts:17:1#?method=add&proven=1&callee=(intermediate value).add", new FlowProducer({}), "add")({ name: 'a', queueName: 'b' });
const conn = await amqp.connect('x'); const ch = await conn.createChannel(); $ot.amqplib("queues-messages/input.ts:18:78#?method=sendToQueue&proven=1&callee=ch.sendToQueue", ch, "sendToQueue")('q', Buffer.from('')); await $ot.amqplib("queues-messages/input.ts:18:122#?method=consume&proven=1&callee=ch.consume", ch, "consume")('q', async (m) => ch.ack(m));
const kafka = new Kafka({ brokers: [] }); const producer = kafka.producer(); await $ot.kafkajs("queues-messages/input.ts:19:84#?method=send&proven=1&callee=producer.send", producer, "send")({ topic: 't', messages: [] });
const consumer = kafka.consumer({ groupId: 'g' }); await $ot.kafkajs("queues-messages/input.ts:20:58#?method=run&proven=1&callee=consumer.run", consumer, "run")({ eachMessage: async ({ message }) => {} });
const sqs = new SQSClient({}); await $ot.sqs("queues-messages/input.ts:21:38#?method=send&proven=1&callee=sqs.send", sqs, "send")(new SendMessageCommand({})); const { Messages } = await $ot.sqs("queues-messages/input.ts:21:103#?method=send&proven=1&callee=sqs.send", sqs, "send")(new ReceiveMessageCommand({ QueueUrl: '' }));
for (const m of $ot.sqs("queues-messages/input.ts:22:17#?method=each&proven=1", Messages ?? [])) { await sqs.send(new DeleteMessageCommand({})); }
const app = Consumer.create($ot.sqs("queues-messages/input.ts:23:29#?method=Consumer&proven=1", { queueUrl: '', handleMessage: async (m) => m })); 
const boss = new PgBoss($ot.pgBoss("queues-messages/input.ts:24:25#?method=PgBoss&proven=1", 'postgres://')); await $ot.pgBoss("queues-messages/input.ts:24:47#?method=send&proven=1&callee=boss.send", boss, "send")('q', {}); await $ot.pgBoss("queues-messages/input.ts:24:73#?method=work&proven=1&callee=boss.work", boss, "work")('q', async ([job]) => {});
const nc = await connect({}); $ot.nats("queues-messages/input.ts:25:31#?method=publish&proven=1&callee=nc.publish", nc, "publish")('s', 'x'); const sub = $ot.nats("queues-messages/input.ts:25:65#?method=subscribe&proven=1&callee=nc.subscribe", nc, "subscribe")('s'); for await (const m of $ot.nats("queues-messages/input.ts:25:106#?method=each&proven=1", sub)) { m.json(); }
const js = jetstream(nc); await $ot.nats("queues-messages/input.ts:26:33#?method=publish&proven=1&callee=js.publish", js, "publish")('a', 'b'); const c = await js.consumers.get('s', 'd'); const messages = await $ot.nats("queues-messages/input.ts:26:122#?method=consume&proven=1&callee=c.consume", c, "consume")(); for await (const m of $ot.nats("queues-messages/input.ts:26:157#?method=each&proven=1", messages)) { m.ack(); }
const client = mqtt.connect('x', { protocolVersion: 5 }); $ot.mqtt("queues-messages/input.ts:27:59#?method=publish&proven=1&callee=client.publish", client, "publish")('t', 'm'); $ot.mqtt("queues-messages/input.ts:27:85#?method=on&proven=1&callee=client.on", client, "on")('message', (t, p) => {});
const inngest = new Inngest({ id: 'a' }); await $ot.inngest("queues-messages/input.ts:28:49#?method=send&proven=1&callee=inngest.send", inngest, "send")({ name: 'x', data: {} });
$ot.inngest("queues-messages/input.ts:29:1#?method=createFunction&proven=1&callee=inngest.createFunction", inngest, "createFunction")({ id: 'f' }, async ({ event, step }) => { await $ot.inngest("queues-messages/input.ts:29:72#?method=step.run&proven=1&callee=step.run", step, "run")('one', () => 1); });
const proto = grpc.loadPackageDefinition(d); const g = /* @__PURE__ */ $ot.grpc("queues-messages/input.ts:30:56#?method=client", new proto.Greeter('a', grpc.credentials.createInsecure())); g.hello({}, cb);
const server = new grpc.Server(); $ot.grpc("queues-messages/input.ts:31:35#?method=addService&callee=server.addService", server, "addService")(proto.Greeter.service, { hello: (call, cb) => cb(null, {}) });
const t = new Thread($ot.threads("queues-messages/input.ts:32:22#?method=Worker&proven=1", new URL('x', import.meta.url))); $ot.threads("queues-messages/input.ts:32:54#?method=postMessage&proven=1&callee=t.postMessage", t, "postMessage")({ a: 1 }); $ot.threads("queues-messages/input.ts:32:79#?method=on&proven=1&callee=parentPort.on", parentPort, "on")('message', (m) => {}); $ot.threads("queues-messages/input.ts:32:116#?method=fork&proven=1", fork)('x', []); const pool = new Piscina({}); await $ot.threads("queues-messages/input.ts:32:167#?method=run&proven=1&callee=pool.run", pool, "run")({ a: 1 });
