/** Trust at the edge: what the carrier of an incoming request may decide here; `init({ incoming })`. */
import type { IncomingChoice } from '../config/types/hops.ts';
import { tryOrReport, warnOnce } from '../core/diagnostics.ts';
import { settings } from '../core/settings.ts';
import type { RemoteContext } from '../trace/remote-context.ts';

/** A stranger's values are repeated on every span of a request, and sent on. */
const MAX_VALUE = 1024;

export interface AdmittedCarrier {
  /** What the request's span continues. */
  readonly remote: RemoteContext | undefined;
  /** Another trace, which it only has to do with. */
  readonly linked: RemoteContext | undefined;
}

export function admitCarrier(request: unknown, remote: RemoteContext | undefined): AdmittedCarrier {
  if (remote === undefined) return { remote, linked: undefined };
  switch (choiceFor(request)) {
    case 'link':
      return { remote: undefined, linked: remote.traceId === '' ? undefined : remote };
    case 'ids':
      return { remote: remote.traceId === '' ? undefined : { ...remote, entries: [] }, linked: undefined };
    default:
      return { remote: { ...remote, entries: remote.entries.filter(isBounded) }, linked: undefined };
  }
}

const isBounded = ([, value]: RemoteContext['entries'][number]): boolean =>
  typeof value !== 'string' || value.length <= MAX_VALUE;

/** What a policy that throws, or says none of the three, means: the least. */
function choiceFor(request: unknown): IncomingChoice {
  const { incoming } = settings();
  if (typeof incoming !== 'function') return incoming;
  const choice = tryOrReport(() => incoming(request));
  if (choice === 'trust' || choice === 'ids' || choice === 'link') return choice;
  warnOnce(
    "init({ incoming }) gave neither 'trust' nor 'ids' nor 'link' for a request; its carrier is only linked",
  );
  return 'link';
}
