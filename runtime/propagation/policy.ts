/** To whom a trace may be shown: ids may travel, identities may not. */
import type { PropagateTo, PropagationRule } from '../config/types/propagate-to.ts';
import { reportInternalError, warnOnce } from '../core/diagnostics.ts';
import { settings } from '../core/settings.ts';
import type { Span } from '../trace/span.ts';
import type { Trace } from '../trace/trace.ts';
import { carrierOf } from './carrier.ts';
import { bareHost, isLlmHost } from './llm-hosts.ts';

/** nothing at all | `traceparent` and `tracestate` | these and `baggage`. */
export type Reach = 'nothing' | 'ids' | 'identity';

const INTERNAL_NAME = /(?:^[^.:]+|[^.]\.(?:internal|local|localhost|svc\.cluster\.local))$/;
const INTERNAL_ADDRESS =
  /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+$|^\[(?:::1|f[cd][\da-f]{2}:.*)\]$/;

/**
 * The default of `propagateTo`: loopback, private addresses, names without a dot, `*.internal`,
 * `*.local`, `*.svc.cluster.local`.
 *
 * @example
 * await Observe.init({ propagateTo: [internalHosts, 'api.partner.com'] });
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
  if (matchesRules(rules ?? internalHosts, url) && (page === undefined || rules !== undefined))
    return 'identity';
  return page === undefined ? 'ids' : 'nothing';
}

/** Whether a request to `url` may carry session, user and custom attributes. A relative one stays at home. */
export function mayCarryIdentity(url: string | URL): boolean {
  const target = absoluteUrl(url);
  return target !== undefined && reachOf(target) === 'identity';
}

/**
 * The headers that a request to `url` gets inside `span`, as name and value; an empty list for LLM hosts, for
 * what is no URL, and for a trace that nobody wants. A host from which baggage is withheld is named once. `also`
 * is the other place where one request's connection goes to one and its Host header names another.
 */
export function outgoingHeaders(span: Span, url: string | URL, also?: URL): [name: string, value: string][] {
  const target = absoluteUrl(url);
  if (target === undefined || !isWanted(span.trace)) return [];
  const reach = narrower(reachOf(target), also);
  if (reach === 'nothing') return [];
  const { traceparent, tracestate, baggage } = carrierOf(span);
  const headers: [string, string][] = [['traceparent', traceparent]];
  if (tracestate !== '') headers.push(['tracestate', tracestate]);
  if (baggage !== '' && reach === 'identity') headers.push(['baggage', baggage]);
  // What came from outside, and what nobody records, is not worth a word.
  if (baggage !== '' && reach === 'ids' && span.baggage.own && span.recording) warnWithheld(target.host);
  return headers;
}

/** With nothing configured, a trace that did not come in and was not asked for is nobody's, and is shown to nobody. */
const isWanted = ({ remoteParentId, explicit }: Trace): boolean =>
  explicit || remoteParentId !== '' || settings().recording;

const REACHES: readonly Reach[] = ['nothing', 'ids', 'identity'];

const narrower = (reach: Reach, also: URL | undefined): Reach =>
  also === undefined
    ? reach
    : (REACHES[Math.min(REACHES.indexOf(reach), REACHES.indexOf(reachOf(also)))] as Reach);

/** Once: a crawler calls thousands of hosts, and strangers may choose them. */
const warnWithheld = (host: string): void =>
  warnOnce(
    `baggage (session, user, attributes) is withheld from ${host}, and from every host that propagateTo does not allow; init({ propagateTo: [internalHosts, '${host}'] }) would send it there`,
    'withheld',
  );

/** The page's origin in a browser, in its workers too (only they have `importScripts`), else undefined. */
function pageOrigin(): string | undefined {
  const { document, importScripts, location } = globalThis as BrowserScope;
  return document === undefined && importScripts === undefined ? undefined : location?.origin;
}

interface BrowserScope {
  readonly document?: unknown;
  readonly importScripts?: unknown;
  readonly location?: { readonly origin: string };
}

function absoluteUrl(url: string | URL): URL | undefined {
  if (typeof url !== 'string') return url;
  return URL.parse(url, pageOrigin()) ?? undefined;
}

/** `url` is where a request goes, or `queue:<name>` of a message. */
export function matchesRules(rules: PropagateTo, url: URL): boolean {
  if (Array.isArray(rules))
    return (rules as readonly PropagationRule[]).some((rule) => matchesRules(rule, url));
  if (typeof rules === 'string' && (url.protocol === 'queue:' || rules.startsWith('queue:')))
    return url.protocol === 'queue:' && globOf(rules).test(originAndPath(url));
  if (typeof rules === 'string')
    return globOf(rules).test(rules.includes('/') ? originAndPath(url) : hostFor(rules, url));
  if (typeof rules === 'function') return allowedBy(rules, url);
  // `search` and not `test`: a global expression would remember where it stopped.
  return originAndPath(url).search(rules as RegExp) !== -1;
}

function allowedBy(rule: (url: URL) => boolean, url: URL): boolean {
  try {
    return rule(url) === true;
  } catch (error) {
    return reportInternalError(error) ?? false;
  }
}

/** Without credentials, so that `https://api.example.com:x@evil.example` never matches a prefix. */
const originAndPath = ({ origin, pathname, protocol }: URL): string =>
  protocol === 'queue:' ? `queue:${decodeURIComponent(pathname)}` : origin + pathname;

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
