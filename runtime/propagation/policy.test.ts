import { afterEach, describe, expect, it, vi } from 'vitest';
import { record } from '../../test-fixtures/record.ts';
import type { PropagateTo } from '../config/types/propagate-to.ts';
import { startRoot } from '../core/tracer.ts';
import { setEntry } from '../trace/baggage.ts';
import { INTERNAL } from '../trace/span.ts';
import { isLlmHost } from './llm-hosts.ts';
import { internalHosts, mayCarryIdentity, outgoingHeaders, reachOf } from './policy.ts';

const remote = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  parentId: '00f067aa0ba902b7',
  flags: 1,
  tracestate: 'a=1',
  entries: [['user.id', 'u', '']] as const,
};
const namesFor = (url: string): string[] =>
  outgoingHeaders(startRoot('test', INTERNAL, remote), url).map(([name]) => name);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the default', () => {
  it.each([
    'http://localhost:3000/',
    'http://localhost./',
    'http://app.localhost/',
    'http://127.0.0.1/',
    'http://127.9.9.9/',
    'http://0x7f.1/',
    'http://[::1]:8080/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.0.1/',
    'http://[fd12:3456::1]/',
    'http://service-b:3001/process',
    'http://db.internal/',
    'http://printer.local/',
    'http://api.team.svc.cluster.local/',
    'http://SERVICE-B/',
  ])('%s may see identities', (url) => {
    record();
    expect(internalHosts(new URL(url))).toBe(true);
    expect(namesFor(url)).toEqual(['traceparent', 'tracestate', 'baggage']);
  });

  it.each([
    'http://example.com/',
    'http://172.15.0.1/',
    'http://172.32.0.1/',
    'http://192.169.0.1/',
    'http://11.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.example.com/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://internal.example.com/',
    'http://evil.notinternal/',
    'http://user:localhost@example.com/',
    'http://example.com/localhost',
    'http://[2001:db8::1]/',
    'http://[fe80::1]/',
  ])('%s may only see ids', (url) => {
    record();
    vi.spyOn(console, 'warn').mockReturnValue();
    expect(mayCarryIdentity(url)).toBe(false);
    expect(namesFor(url)).toEqual(['traceparent', 'tracestate']);
  });

  it.each([
    'https://api.openai.com/v1/chat/completions',
    'https://eu.api.openai.com./v1',
    'https://my-resource.openai.azure.com/openai',
    'https://my-resource.services.ai.azure.com/',
    'https://api.anthropic.com/v1/messages',
    'https://generativelanguage.googleapis.com/v1beta',
    'https://us-central1-aiplatform.googleapis.com/v1',
    'https://bedrock-runtime.us-east-1.amazonaws.com/model',
    'https://api.mistral.ai/v1',
    'https://api.cohere.com/v2/chat',
    'https://api.groq.com/openai/v1',
    'https://api.together.xyz/v1',
    'https://router.huggingface.co/v1',
    'https://api.replicate.com/v1',
    'https://openrouter.ai/api/v1',
    'https://API.DEEPSEEK.COM/',
  ])('%s gets nothing', (url) => {
    record({ propagateTo: /./ });
    expect(namesFor(url)).toEqual([]);
    expect(mayCarryIdentity(url)).toBe(false);
  });

  it.each([
    'openai.com.example.com',
    'notopenai.com',
    'max.ai',
    'storage.googleapis.com',
    's3.us-east-1.amazonaws.com',
  ])('%s is no LLM host', (host) => {
    expect(isLlmHost(host)).toBe(false);
  });

  it('what is no URL gets nothing', () => {
    record();
    expect(namesFor('not a url')).toEqual([]);
    expect(mayCarryIdentity('/relative')).toBe(false);
  });
});

describe('propagateTo', () => {
  it.each<[PropagateTo, string, boolean]>([
    ['api.example.com', 'https://api.example.com/x', true],
    ['api.example.com', 'https://API.example.com:8443/x', true],
    ['api.example.com', 'https://v1.api.example.com/', false],
    ['api.example.com', 'https://apixexample.com/', false],
    ['api.example.com:8443', 'https://api.example.com:8443/', true],
    ['api.example.com:8443', 'https://api.example.com/', false],
    ['*.example.com', 'https://a.b.example.com/', true],
    ['*.example.com', 'https://example.com/', false],
    ['*.example.com', 'https://a.example.com.evil.org/', false],
    ['https://api.example.com', 'https://api.example.com/v1', true],
    ['https://api.example.com', 'http://api.example.com/v1', false],
    ['https://api.example.com/', 'https://api.example.com/v1', true],
    ['https://api.example.com', 'https://api.example.com.evil.org/', false],
    ['https://api.example.com', 'https://api.example.com:x@evil.org/', false],
    ['https://api.example.com/v1', 'https://api.example.com/v10', false],
    ['https://*.example.com', 'https://evil.org/.example.com', false],
    [/^https:\/\/.*\.example\.com\//, 'https://a.example.com/', true],
    [/^https:\/\/a/g, 'https://a.example.com/', true],
    [(url) => url.port === '9', 'https://a.example.com:9/', true],
    [
      () => {
        throw new Error('no');
      },
      'https://a.example.com/',
      false,
    ],
    [() => 'yes' as never, 'https://a.example.com/', false],
    [['x.org', /y\.org/], 'https://y.org/', true],
    [[], 'http://localhost/', false],
    ['api.example.com', 'http://localhost/', false],
    [[internalHosts, 'api.example.com'], 'http://localhost/', true],
  ])('%s, %s: %s', (propagateTo, url, expected) => {
    record({ propagateTo });
    expect(mayCarryIdentity(url)).toBe(expected);
    expect(mayCarryIdentity(new URL(url))).toBe(expected); // a global expression has no memory
  });

  it('names one host from which baggage of our own is withheld, with the way out', () => {
    record({ export: { destinations: [] } });
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    namesFor('https://what-came-from-outside.example.com/a');
    outgoingHeaders(startRoot('test', INTERNAL), 'https://nothing-to-say.example.com/');
    const span = startRoot('test', INTERNAL);
    setEntry(span.baggage, ['session.id', 's', '']);
    for (const host of ['partner', 'partner', 'crawled-1', 'crawled-2']) {
      outgoingHeaders(span, `https://${host}.example.com/`);
    }
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/partner\.example\.com.*propagateTo/)]]);
  });
});

describe('in a worker of a browser', () => {
  it.each([
    ['https://app.example.com/api', ['traceparent', 'tracestate', 'baggage']],
    ['https://other.example.com/api', []],
    ['http://localhost:3000/', []],
  ])('to %s', (url, names) => {
    record();
    vi.stubGlobal('importScripts', () => {});
    vi.stubGlobal('location', { origin: 'https://app.example.com' });
    expect(namesFor(url)).toEqual(names);
  });
});

describe('in a browser', () => {
  const stub = () =>
    vi.stubGlobal('document', {}) && vi.stubGlobal('location', { origin: 'https://app.example.com' });

  it('only the page’s own origin is told, unless the author says otherwise', () => {
    stub();
    record();
    expect(namesFor('/api')).toEqual(['traceparent', 'tracestate', 'baggage']);
    expect(namesFor('https://app.example.com/api')).toEqual(['traceparent', 'tracestate', 'baggage']);
    expect(namesFor('http://localhost:3000/')).toEqual([]);
    expect(reachOf(new URL('https://api.example.com/'))).toBe('nothing');
    record({ propagateTo: 'api.example.com' });
    expect(reachOf(new URL('https://api.example.com/'))).toBe('identity');
  });
});
