import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, it } from 'vitest';
import { isKnownAttribute, NAMESPACES } from './known-attributes.ts';

const RUNTIME = fileURLToPath(new URL('../../runtime/', import.meta.url));
const NAME = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;

/** Texts that look like an attribute's name and are a value, an event or a key of something else. */
const OTHERS: ReadonlySet<string> = new Set([
  'aws.bedrock', // `gen_ai.provider.name`
  'azure.ai.openai',
  'azure.ai.inference',
  'gcp.gemini',
  'gcp.vertex_ai',
  'gcp.gen_ai',
  'google.vertex', // a provider's id in the AI SDK
  'aws.events', // the source of a scheduled event on Lambda
  'onetrace.carrier', // a symbol's key
  'http.client.request.created', // diagnostics channels of Node
  'http.client.response.finish',
  'http.client.request.error',
  'http.server.request.start',
  'http.resend', // an event of a span
  'message.output', // types of entries and events of vendors
  'session.update',
  'session.created',
  'session.updated',
  'onetrace.langchain', // the name of a callback handler
]);

const isSource = (file: string): boolean =>
  file.endsWith('.ts') && !/\.(?:test|testkit|d)\.ts$|(?:^|\/)(?:dist|node_modules)\//.test(file);

function namesIn(file: string): string[] {
  const names: string[] = [];
  const visitor = new Visitor({
    Literal({ value }) {
      if (typeof value === 'string' && NAME.test(value)) names.push(value);
    },
  });
  visitor.visit(parseSync(file, readFileSync(join(RUNTIME, file), 'utf8')).program);
  return names.filter((name) => NAMESPACES.has(name.split('.')[0] as string) && !OTHERS.has(name));
}

it('every attribute that the runtime names is one of a convention, or documented as our own', () => {
  const files = (readdirSync(RUNTIME, { recursive: true }) as string[]).filter(isSource);
  const found = files.flatMap((file) => namesIn(file).map((name) => ({ file, name })));
  expect(found.length).toBeGreaterThan(150);
  expect(found.filter(({ name }) => !isKnownAttribute(name))).toEqual([]);
});

it('knows a wrong name', () => {
  expect(isKnownAttribute('gen_ai.request.model')).toBe(true);
  expect(isKnownAttribute('gen_ai.request.modell')).toBe(false);
  expect(isKnownAttribute('app.layer')).toBe(false);
});
