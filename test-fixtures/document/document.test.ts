/** Every TypeScript example of the document that this API fulfils, in its order and its words. */
import express, { type Express } from 'express';
import { Observe } from 'onetrace';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record, spanNamed } from '../record.ts';
import { closeAll, instrumented, llm, serve } from './loopback.ts';

let openai: OpenAI;
let spans: Span[];
const named = (name: string): Span => spanNamed(spans, name);
const traceIds = (): Set<string> => new Set(spans.map(({ trace }) => trace.traceId));

beforeAll(async () => {
  openai = new OpenAI({ apiKey: 'test', baseURL: `${await serve(llm)}/v1` });
});
afterAll(closeAll);
beforeEach(() => {
  spans = record({});
});

const post = async (url: string, body: object): Promise<unknown> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
};

function serviceA(enrichUrl: string, seen: string[]): Express {
  const app = express();
  app.use(express.json(), instrumented(true));
  app.post('/analyze', async (_req, res) => {
    const analysis = await openai.chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'What is 2+2?' }],
    });
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, 'session-a');
    const carrier = Observe.getBaggage();
    seen.push(carrier);
    const downstream = await fetch(enrichUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Trace-Context': carrier },
      body: JSON.stringify({ text: analysis.choices[0]?.message.content }),
    });
    res.json(await downstream.json());
  });
  return app;
}

/** With or without a handler that has read the carrier before the program does. */
function serviceB(takesCarrier: boolean): Express {
  const app = express();
  app.use(express.json(), instrumented(takesCarrier));
  app.post('/enrich', async (req, res) => {
    const carrier = req.headers['x-trace-context'];
    Observe.setBaggage(carrier);
    const enriched = await Observe.withTrace('inner work', null, () =>
      openai.chat.completions.create({
        model: 'gpt-4o',
        messages: [{ role: 'user', content: `Enrich: ${req.body.text}` }],
      }),
    );
    res.json({ enriched: enriched.choices[0]?.message.content });
  });
  return app;
}

function serviceBWithTrace(): Express {
  const app = express();
  app.use(express.json());
  app.post('/enrich', async (req, res) => {
    const carrier = req.headers['x-trace-context'];
    const result = await Observe.withTrace('enrich-request', carrier, async () => {
      const enriched = await openai.chat.completions.create({
        model: 'gpt-4o',
        messages: [{ role: 'user', content: `Enrich: ${req.body.text}` }],
      });
      return { enriched: enriched.choices[0]?.message.content };
    });
    res.json(result);
  });
  return app;
}

describe('Service-to-Service HTTP Calls', () => {
  it.each([true, false])('A calls B; B’s handler reads carriers itself: %s', async (takesCarrier) => {
    const seen: string[] = [];
    const enrichUrl = `${await serve(serviceB(takesCarrier))}/enrich`;
    const analyzeUrl = `${await serve(serviceA(enrichUrl, seen))}/analyze`;
    expect(await post(analyzeUrl, {})).toEqual({ enriched: '4' });
    await expect.poll(() => spans.length).toBe(3);
    expect(traceIds().size).toBe(1);
    expect(JSON.parse(seen[0] as string)).toEqual({
      traceparent: `00-${[...traceIds()][0]}-${named('POST /analyze').spanId}-03`,
      baggage: 'session.id=session-a',
    });
    expect(named('POST /enrich').parentSpanId).toBe(named('POST /analyze').spanId);
    expect(named('inner work').parentSpanId).toBe(named('POST /enrich').spanId);
    for (const span of spans) expect(attributesOf(span)['session.id']).toBe('session-a');
  });

  it('Alternative: Using withTrace for HTTP Calls', async () => {
    const seen: string[] = [];
    const enrichUrl = `${await serve(serviceBWithTrace())}/enrich`;
    const analyzeUrl = `${await serve(serviceA(enrichUrl, seen))}/analyze`;
    expect(await post(analyzeUrl, {})).toEqual({ enriched: '4' });
    await expect.poll(() => spans.length).toBe(2);
    expect(traceIds().size).toBe(1);
    expect(named('enrich-request').parentSpanId).toBe(named('POST /analyze').spanId);
    expect(attributesOf(named('enrich-request'))).toEqual({ 'session.id': 'session-a' });
  });
});

it('Standalone Trace with withTrace (No Carrier)', async () => {
  await Observe.withTrace('process-documents', null, async () => {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, 'session-123');
    const response = await openai.chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Summarize this document.' }],
    });
    expect(response.choices[0]?.message.content).toBe('4');
  });
  expect(named('process-documents').parentSpanId).toBe('');
  expect(attributesOf(named('process-documents'))).toEqual({ 'session.id': 'session-123' });
});

interface Job {
  readonly payload: { readonly documentId: string };
  readonly traceContext: string;
}

it('Message Queue / Async Workers', async () => {
  const jobs: string[] = [];
  await Observe.withTrace('submit-job', null, async () => {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, 'session-abc');
    const carrier = Observe.getBaggage();
    jobs.push(JSON.stringify({ payload: { documentId: 'doc-123' }, traceContext: carrier }));
  });

  const { payload, traceContext } = JSON.parse(jobs[0] as string) as Job;
  const result = await Observe.withTrace('process-enrichment', traceContext, async () => {
    const result = await openai.chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: `Process document ${payload.documentId}` }],
    });
    return result;
  });
  expect(result.choices).toHaveLength(1);
  expect(named('process-enrichment').parentSpanId).toBe(named('submit-job').spanId);
  expect(traceIds().size).toBe(1);
  expect(attributesOf(named('process-enrichment'))).toEqual({ 'session.id': 'session-abc' });
});

it('Multi-Hop Propagation: five hops, mixed transports', () => {
  type Hop = (carrier: unknown) => void;
  const last: Hop = (carrier) => Observe.withTrace('hop 5', carrier as object, () => {});
  const pass = (at: number, next: Hop, pack: (carrier: string) => unknown): Hop => {
    // Nothing of the hop before is active in another service.
    return (carrier) =>
      Observe.withTrace(`hop ${at}`, carrier as object, () => {
        const packed = pack(Observe.getBaggage());
        queue.push(() => next(packed));
      });
  };
  const queue: (() => void)[] = [];
  const four = pass(4, last, (text) => JSON.parse(text));
  const three = pass(3, four, (text) => ({ payload: {}, traceContext: text }));
  const two = pass(2, three, (text) => new Headers(JSON.parse(text)));
  const one = pass(1, two, (text) => ({ 'x-trace-context': text }));
  queue.push(() => one(null));
  for (const run of queue) run();

  expect(traceIds().size).toBe(1);
  for (let at = 2; at <= 5; at++) expect(named(`hop ${at}`).parentSpanId).toBe(named(`hop ${at - 1}`).spanId);
});

it('Idempotent traces with custom IDs', () => {
  const id = Observe.generateTraceId('order-123');
  for (const attempt of ['first', 'retry']) {
    Observe.withTrace(attempt, { id: 'order-123' }, () => expect(Observe.getTraceId()).toBe(id));
  }
  expect([...traceIds()]).toEqual(['3b6a198e6f182f27b91aa5a8b37ab70d']);
});

it('Session & User ID Propagation', async () => {
  await Observe.withTrace('api-request', null, async () => {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, 'session-abc');
    Observe.setAttribute(Observe.TraceAttribute.USER_ID, 'user-42');
    const carrier = Observe.getBaggage();
    expect(JSON.parse(carrier).baggage).toBe('session.id=session-abc,user.id=user-42');
  });
});

it('API Reference: what each method returns', () => {
  expect(Observe.getBaggage()).toBe('');
  expect(Observe.withTrace('sync', null, () => 1)).toBe(1);
  Observe.withTrace('x', null, () => {
    expect(Object.keys(JSON.parse(Observe.getBaggage()))).toEqual(['traceparent', 'baggage']);
    expect(Observe.setBaggage('user.id=42')).toBeUndefined();
    expect(JSON.parse(Observe.getBaggage()).baggage).toBe('user.id=42');
  });
});
