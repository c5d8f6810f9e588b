/**
 * Who may ask. A local server is reached by every page that its user opens: by name (DNS rebinding), by form and
 * by `fetch`. So the name must be ours, a browser must say that it is our own page that asks, and who comes over
 * the network needs the token.
 */
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, refusal } from '../http/answer.ts';

export interface GuardOptions {
  readonly port: number;
  /** Further names under which the server may be asked, without a port. */
  readonly hosts: readonly string[];
  /** Origins of browser programs that may send spans, and nothing else. */
  readonly ingestOrigins: readonly string[];
  /** '' where only this machine can connect. */
  readonly token: string;
}

export interface GuardedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Of `?token=`. */
  readonly token: string;
}

/** ingest: takes spans. page: static files, the same for everyone. api: all that reads or changes anything. */
export type Realm = 'ingest' | 'page' | 'api';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
export const COOKIE = 'onetrace_view';

export class Guard {
  readonly #options: GuardOptions;
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;

  constructor(options: GuardOptions) {
    this.#options = options;
    const { port, hosts } = options;
    const names = [...LOOPBACK, ...hosts].map((name) => name.toLowerCase());
    this.#hosts = new Set(
      names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])),
    );
    this.#origins = new Set([...this.#hosts].map((host) => `http://${host}`));
  }

  /** undefined: go ahead. */
  refuse(realm: Realm, request: GuardedRequest): Answer | undefined {
    return (
      this.#refuseHost(request) ?? this.#refuseOrigin(realm, request) ?? this.#refuseToken(realm, request)
    );
  }

  /** What a browser program that may send spans is told; nobody else is told anything. */
  corsHeaders(headers: IncomingHttpHeaders): Record<string, string> {
    const { origin } = headers;
    if (origin === undefined || !this.#options.ingestOrigins.includes(origin)) return {};
    return {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, content-encoding',
      vary: 'Origin',
    };
  }

  #refuseHost({ headers }: GuardedRequest): Answer | undefined {
    const host = headers.host?.toLowerCase() ?? '';
    if (this.#hosts.has(host)) return undefined;
    const name = host.replace(/:\d+$/, '');
    return refusal(
      403,
      `This server does not answer to the name "${name}". If that is yours: onetrace view --allow-host ${name || 'NAME'}`,
    );
  }

  #refuseOrigin(realm: Realm, { headers }: GuardedRequest): Answer | undefined {
    if (realm === 'page') return undefined;
    const { origin } = headers;
    if (realm === 'ingest' && origin !== undefined && this.#options.ingestOrigins.includes(origin))
      return undefined;
    const site = headers['sec-fetch-site'];
    const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
    if (!foreign && (origin === undefined || this.#origins.has(origin))) return undefined;
    return realm === 'ingest'
      ? refusal(
          403,
          `Pages of ${origin} may not send spans. If that is yours: onetrace view --allow-origin ${origin}`,
        )
      : refusal(403, 'Only its own page may ask this server.');
  }

  #refuseToken(realm: Realm, { headers, token }: GuardedRequest): Answer | undefined {
    const wanted = this.#options.token;
    if (wanted === '' || realm === 'page') return undefined;
    const given = [token, bearerOf(headers.authorization), cookieOf(headers.cookie)];
    if (given.some((it) => same(it, wanted))) return undefined;
    return refusal(
      401,
      'A token is needed: open the address that onetrace view printed, or send it as a bearer token.',
    );
  }
}

const bearerOf = (header = ''): string => /^Bearer (.+)$/i.exec(header)?.[1] ?? '';
const cookieOf = (header = ''): string => new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(header)?.[1] ?? '';

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** On every answer: nothing of it runs, is framed, or is read from elsewhere. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};
