/**
 * Which dispatchers of undici begin a request in the call that asks for it. Whoever is taken for one here and is
 * none loses the link, since the wire proves each request on its own (`caller.ts`), and never gets another's.
 */
interface Dispatcher {
  readonly dispatch: unknown;
}

const GLOBAL = Symbol.for('undici.globalDispatcher.1');
/** Of undici 7.30 and later, which puts a wrapper for older ones in the other place. */
const GLOBAL_2 = Symbol.for('undici.globalDispatcher.2');
const WRAPPER = 'Dispatcher1Wrapper';

const PROMPT = new Set(['Agent', 'EnvHttpProxyAgent', 'ProxyAgent', 'MockAgent', 'SnapshotAgent']);

/** `given` is the `dispatcher` of a call of `fetch`. */
export function isPrompt(given: unknown): boolean {
  const dispatcher = (given ?? globalDispatcher()) as Dispatcher | undefined;
  if (dispatcher === undefined) return true; // `fetch` makes one at its first call
  const { name, prototype } = dispatcher.constructor;
  // What `compose` makes has another `dispatch` than its class: an interceptor may send again, at any time.
  return PROMPT.has(name) && dispatcher.dispatch === prototype.dispatch && !isBounded(dispatcher);
}

function globalDispatcher(): unknown {
  const { [GLOBAL]: first, [GLOBAL_2]: second } = globalThis as Record<symbol, object | undefined>;
  return first?.constructor.name === WRAPPER ? second : first;
}

/** Of a pool with so many connections, requests wait for their turn. */
function isBounded(dispatcher: object): boolean {
  const key = Object.getOwnPropertySymbols(dispatcher).find(({ description }) => description === 'options');
  const options = key && (dispatcher as Record<symbol, { connections?: unknown } | undefined>)[key];
  return typeof options?.connections === 'number';
}
