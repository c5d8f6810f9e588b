/** To whom a trace may be shown: ids may travel, identities may not. */
import { carrierOf } from './carrier.ts';
import { settings } from './config.ts';
import type { Span } from './span.ts';
import { swallow } from './swallow.ts';
import { warnOnce } from './warn.ts';

/**
 * A host: `api.example.com`, `api.example.com:8080`, a glob (`*.example.com`; `*` stops at `/`), a URL
 * prefix (`https://api.example.com/v1`), a regular expression over origin and path, or a function.
 */
export type PropagationRule = string | RegExp | ((url: URL) => boolean);
export type PropagateTo = PropagationRule | readonly PropagationRule[];

/** nothing at all | `traceparent` and `tracestate` | these and `baggage`. */
export type Reach = 'nothing' | 'ids' | 'identity';

/** Hosts of LLM vendors: an id of ours is of no use to them, an identity none of their business. */
const LLM_HOST =
  /(?:^|\.)(?:openai\.com|(?:openai|services\.ai|inference\.ai|cognitiveservices)\.azure\.com|anthropic\.com|(?:generativelanguage|aiplatform)\.googleapis\.com|[\w-]+-aiplatform\.googleapis\.com|bedrock[\w-]*\.[\w-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws)|mistral\.ai|cohere\.(?:ai|com)|groq\.com|together\.(?:ai|xyz)|ollama\.com|huggingface\.co|endpoints\.huggingface\.cloud|replicate\.com|deepseek\.com|x\.ai|perplexity\.ai|fireworks\.ai|openrouter\.ai|cerebras\.ai|sambanova\.ai|deepinfra\.com|moonshot\.(?:ai|cn)|dashscope[\w-]*\.aliyuncs\.com|bigmodel\.cn|z\.ai|voyageai\.com|jina\.ai|ai-gateway\.vercel\.sh|gateway\.ai\.cloudflare\.com|api\.nvidia\.com|stability\.ai|elevenlabs\.io|ai21\.com|novita\.ai|minimaxi?\.(?:io|com|chat)|githubcopilot\.com|models\.github\.ai)$/;

export const isLlmHost = (host: string): boolean => LLM_HOST.test(bareHost(host));

const INTERNAL_NAME = /(?:^[^.:]+|[^.]\.(?:internal|local|localhost|svc\.cluster\.local))$/;
const INTERNAL_ADDRESS =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+$|^\[(?:::1|f[cd][\da-f]{2}:.*)\]$/;

/**
 * The default of `propagateTo`: loopback, private addresses, names without a dot, `*.internal`,
 * `*.local`, `*.svc.cluster.local`.
 */
export function internalHosts({ hostname }: URL): boolean {
  const host = bareHost(hostname);
  return INTERNAL_ADDRESS.test(host) || INTERNAL_NAME.test(host);
}

/** What a request to `url` may carry: nothing for LLM vendors and, in browsers, for other origins. */
export function reachOf(url: URL): Reach {
  if (isLlmHost(url.hostname)) return 'nothing';
  const rules = settings().propagateTo;
  const page = pageOrigin();
  if (page !== undefined && page === url.origin) return 'identity';
  if (matches(rules ?? internalHosts, url) && (page === undefined || rules !== undefined)) return 'identity';
  return page === undefined ? 'ids' : 'nothing';
}

/** Whether a request to `url` may carry session, user and custom attributes. A relative one stays at home. */
export function mayCarryIdentity(url: string | URL): boolean {
  const target = absolute(url);
  return target !== undefined && reachOf(target) === 'identity';
}

/**
 * The headers that a request to `url` gets inside `span`, as name and value; an empty list for LLM hosts
 * and for what is no URL. A host from which baggage is withheld is named once.
 */
export function outgoingHeaders(span: Span, url: string | URL): [name: string, value: string][] {
  const target = absolute(url);
  const reach = target === undefined ? 'nothing' : reachOf(target);
  if (target === undefined || reach === 'nothing') return [];
  const { traceparent, tracestate, baggage } = carrierOf(span);
  const headers: [string, string][] = [['traceparent', traceparent]];
  if (tracestate !== '') headers.push(['tracestate', tracestate]);
  if (baggage !== '' && reach === 'identity') headers.push(['baggage', baggage]);
  if (baggage !== '' && reach === 'ids') tellWithheld(target.host);
  return headers;
}

const tellWithheld = (host: string): void =>
  warnOnce(
    `baggage (session, user, attributes) is withheld from ${host}; init({ propagateTo: [internalHosts, '${host}'] }) would send it`,
  );

const bareHost = (host: string): string => host.toLowerCase().replace(/\.$/, '');

/** The page's origin in a browser, else undefined. */
function pageOrigin(): string | undefined {
  const { document, location } = globalThis as { document?: unknown; location?: { origin: string } };
  return document === undefined ? undefined : location?.origin;
}

function absolute(url: string | URL): URL | undefined {
  if (typeof url !== 'string') return url;
  return URL.parse(url, pageOrigin()) ?? undefined;
}

function matches(rules: PropagateTo, url: URL): boolean {
  if (Array.isArray(rules)) return (rules as readonly PropagationRule[]).some((rule) => matches(rule, url));
  if (typeof rules === 'string')
    return globOf(rules).test(rules.includes('/') ? placeOf(url) : hostFor(rules, url));
  if (typeof rules === 'function') return allows(rules, url);
  // `search` and not `test`: a global expression would remember where it stopped.
  return placeOf(url).search(rules as RegExp) !== -1;
}

function allows(rule: (url: URL) => boolean, url: URL): boolean {
  try {
    return rule(url) === true;
  } catch (error) {
    return swallow(error) ?? false;
  }
}

/** Without credentials, so that `https://api.example.com:x@evil.example` never matches a prefix. */
const placeOf = ({ origin, pathname }: URL): string => origin + pathname;

const hostFor = (rule: string, url: URL): string => (/:\d+$/.test(rule) ? url.host : bareHost(url.hostname));

const globs = /* @__PURE__ */ new Map<string, RegExp>();

function globOf(rule: string): RegExp {
  const known = globs.get(rule);
  if (known !== undefined) return known;
  const source = rule
    .replace(/\/$/, '')
    .replace(/[^\w*]/g, '\\$&')
    .replaceAll('*', '[^/]*');
  const glob = new RegExp(`^${source}${rule.includes('/') ? '(?:/|$)' : '$'}`, 'i');
  globs.set(rule, glob);
  return glob;
}
