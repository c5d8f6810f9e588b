import { Queue, Worker, FlowProducer } from 'bullmq';
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
const queue = new Queue('jobs'); await queue.add('x', { a: 1 });
new Worker('jobs', async (job) => work(job), {});
new FlowProducer({}).add({ name: 'a', queueName: 'b' });
const conn = await amqp.connect('x'); const ch = await conn.createChannel(); ch.sendToQueue('q', Buffer.from('')); await ch.consume('q', async (m) => ch.ack(m));
const kafka = new Kafka({ brokers: [] }); const producer = kafka.producer(); await producer.send({ topic: 't', messages: [] });
const consumer = kafka.consumer({ groupId: 'g' }); await consumer.run({ eachMessage: async ({ message }) => {} });
const sqs = new SQSClient({}); await sqs.send(new SendMessageCommand({})); const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: '' }));
for (const m of Messages ?? []) { await sqs.send(new DeleteMessageCommand({})); }
const app = Consumer.create({ queueUrl: '', handleMessage: async (m) => m }); 
const boss = new PgBoss('postgres://'); await boss.send('q', {}); await boss.work('q', async ([job]) => {});
const nc = await connect({}); nc.publish('s', 'x'); const sub = nc.subscribe('s'); for await (const m of sub) { m.json(); }
const js = jetstream(nc); await js.publish('a', 'b'); const c = await js.consumers.get('s', 'd'); const messages = await c.consume(); for await (const m of messages) { m.ack(); }
const client = mqtt.connect('x', { protocolVersion: 5 }); client.publish('t', 'm'); client.on('message', (t, p) => {});
const inngest = new Inngest({ id: 'a' }); await inngest.send({ name: 'x', data: {} });
inngest.createFunction({ id: 'f' }, async ({ event, step }) => { await step.run('one', () => 1); });
const proto = grpc.loadPackageDefinition(d); const g = new proto.Greeter('a', grpc.credentials.createInsecure()); g.hello({}, cb);
const server = new grpc.Server(); server.addService(proto.Greeter.service, { hello: (call, cb) => cb(null, {}) });
const t = new Thread(new URL('x', import.meta.url)); t.postMessage({ a: 1 }); parentPort.on('message', (m) => {}); fork('x', []); const pool = new Piscina({}); await pool.run({ a: 1 });
