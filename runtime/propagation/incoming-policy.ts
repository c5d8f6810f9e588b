/** Trust at the edge: what the carrier of an incoming request may decide here; `init({ incoming })`. */
import type { IncomingChoice } from '../config/types/hops.ts';
import { tryOrReport, warnOnce } from '../core/diagnostics.ts';
import { settings } from '../core/settings.ts';
import { drawChance } from '../platform/ids.ts';
import type { RemoteContext } from '../trace/remote-context.ts';
import { SAMPLED } from '../trace/trace.ts';

/** A stranger's values are repeated on every span of a request, and sent on. */
const MAX_VALUE = 1024;

export interface AdmittedCarrier {
  /** What the request's span continues. */
  readonly remote: RemoteContext | undefined;
  /** Another trace, which it only has to do with. */
  readonly linked: RemoteContext | undefined;
}

export function admitCarrier(request: unknown, carrier: RemoteContext | undefined): AdmittedCarrier {
  if (carrier === undefined) return { remote: undefined, linked: undefined };
  const admitted = admitIdentity(request, carrier);
  const { remote } = admitted;
  if (remote === undefined || (remote.flags & SAMPLED) === 0 || mayForce(request)) return admitted;
  // Who decides anew goes by the trace id, which a stranger chose as well.
  if (!settings().sampler.parentBased) return { remote: undefined, linked: remote };
  return { remote: { ...remote, flags: remote.flags & ~SAMPLED }, linked: undefined };
}

/** Whether this request's "sampled" is obeyed. A rate that is no probability obeys nobody, and is told. */
function mayForce(request: unknown): boolean {
  const { incomingSampleRate } = settings();
  if (incomingSampleRate === 1) return true;
  const rate =
    typeof incomingSampleRate === 'function'
      ? tryOrReport(() => incomingSampleRate(request))
      : incomingSampleRate;
  if (rate !== undefined && rate >= 0 && rate <= 1) return drawChance() < rate;
  warnOnce(
    `init({ incomingSampleRate }) gave ${String(rate)}, which is no probability from 0 to 1; no caller has its request recorded`,
  );
  return false;
}

function admitIdentity(request: unknown, remote: RemoteContext): AdmittedCarrier {
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
