/** Where the page is, all of it in the address: what is seen can be sent to somebody. */
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

export interface Route {
  /** `traces`, `trace`, `sessions`, … */
  readonly name: string;
  /** After the name: a trace's id, a session's. */
  readonly id: string;
  readonly params: URLSearchParams;
}

const isFile = location.protocol === 'file:' || document.getElementById('snapshot') !== null;
const current: Signal<Route> = signal(readRoute());
export const route: ReadonlySignal<Route> = current;

function readRoute(): Route {
  const address = isFile ? location.hash.slice(1) || '/' : location.pathname + location.search;
  const [path = '/', search = ''] = address.split('?');
  const [name = '', id = ''] = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { name: name || 'traces', id, params: new URLSearchParams(search) };
}

addEventListener('popstate', () => {
  current.value = readRoute();
});

/** `replace`: what changes is a look, not a place; Back does not lead there. */
export function goTo(path: string, replace = false): void {
  const address = isFile ? `#${path}` : path;
  if (replace) history.replaceState(null, '', address);
  else {
    history.pushState(null, '', address);
    document.querySelector('main')?.scrollTo(0, 0);
  }
  current.value = readRoute();
}

/** The same place with other parameters; '' takes one away. */
export function withParams(
  changes: Readonly<Record<string, string | readonly string[]>>,
  { name, id, params }: Route = route.value,
): string {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(changes)) {
    next.delete(key);
    for (const each of typeof value === 'string' ? [value] : value) if (each !== '') next.append(key, each);
  }
  return pathTo(name, id, next);
}

export function pathTo(
  name: string,
  id = '',
  params?: URLSearchParams | Readonly<Record<string, string>>,
): string {
  const search = params === undefined ? '' : new URLSearchParams(params).toString();
  return `/${name}${id === '' ? '' : `/${encodeURIComponent(id)}`}${search === '' ? '' : `?${search}`}`;
}

export const setParams = (changes: Readonly<Record<string, string | readonly string[]>>): void =>
  goTo(withParams(changes), true);
