/**
 * What frameworks find by a file's name: which of its exports they call for a request, and the route that its path
 * spells. A route that the framework itself tells at run time comes before that one.
 */

/** How a framework calls it. */
export type Entry = 'component' | 'loader' | 'action' | 'middleware' | 'handler';

interface Convention {
  readonly framework: string;
  /** Over the path, with forward slashes; its first group is the route. */
  readonly file: RegExp;
  readonly exports?: Readonly<Record<string, Entry>>;
  /** A page's file makes no route of its own where it is drawn around others. */
  readonly routes?: false;
}

export interface FileConvention {
  readonly framework: string;
  readonly exports: Readonly<Record<string, Entry>>;
  readonly route: string | undefined;
}

const PAGE = { default: 'component', generateMetadata: 'component', generateViewport: 'component' } as const;
const DATA = { getServerSideProps: 'loader', getStaticProps: 'loader' } as const;
const ROUTER = { loader: 'loader', action: 'action', middleware: 'middleware' } as const;

/** The first that fits. */
const CONVENTIONS: readonly Convention[] = [
  { framework: 'next', file: /(?:^|\/)app\/(?:(.*)\/)?page\.[jt]sx?$/, exports: PAGE },
  { framework: 'next', file: /(?:^|\/)app\/(?:(.*)\/)?route\.[jt]sx?$/ },
  {
    framework: 'next',
    file: /(?:^|\/)app\/(?:(.*)\/)?(?:layout|template|default|not-found)\.[jt]sx?$/,
    exports: PAGE,
    routes: false,
  },
  {
    framework: 'next',
    file: /(?:^|\/)(?:src\/)?(?:proxy|middleware)\.[jt]s$/,
    exports: {
      proxy: 'middleware',
      middleware: 'middleware',
      default: 'middleware',
      onRequest: 'middleware', // Astro's has the same name
    },
    routes: false,
  },
  { framework: 'next', file: /(?:^|\/)pages\/(api(?:\/.*)?)\.[jt]sx?$/, exports: { default: 'handler' } },
  {
    framework: 'sveltekit',
    file: /(?:^|\/)routes\/(?:(.*)\/)?\+page(?:\.server)?\.[jt]s$/,
    exports: { load: 'loader', actions: 'action' },
  },
  {
    framework: 'sveltekit',
    file: /(?:^|\/)routes\/(?:(.*)\/)?\+layout(?:\.server)?\.[jt]s$/,
    exports: { load: 'loader' },
    routes: false,
  },
  {
    framework: 'sveltekit',
    file: /(?:^|\/)routes\/(?:(.*)\/)?\+server\.[jt]s$/,
    exports: { fallback: 'handler' },
  },
  {
    framework: 'sveltekit',
    file: /(?:^|\/)hooks\.server(?:\/index)?\.[jt]s$/,
    exports: { handle: 'middleware' },
    routes: false,
  },
  {
    framework: 'astro',
    file: /(?:^|\/)src\/middleware\/index\.[jt]s$/,
    exports: { onRequest: 'middleware' },
    routes: false,
  },
  { framework: 'astro', file: /(?:^|\/)src\/pages\/(.*)\.astro$/ },
  { framework: 'sveltekit', file: /(?:^|\/)routes\/(?:(.*)\/)?\+page\.svelte$/ },
  { framework: 'nuxt', file: /(?:^|\/)pages\/(.*)\.vue$/ },
  { framework: 'next', file: /(?:^|\/)pages\/(.*)\.[jt]sx?$/, exports: DATA },
  // React Router's routes stand in its routes.ts; Remix had them in the files' names.
  { framework: 'react-router', file: /(?:^|\/)app\/().*\.[jt]sx?$/, exports: ROUTER, routes: false },
  { framework: 'solid-start', file: /(?:^|\/)src\/routes\/(.*)\.[jt]sx?$/ },
];

export function conventionOf(file: string): FileConvention | undefined {
  for (const { framework, file: pattern, exports = {}, routes } of CONVENTIONS) {
    const match = pattern.exec(file);
    if (match !== null) {
      return { framework, exports, route: routes === false ? undefined : routeOf(match[1] ?? '') };
    }
  }
  return undefined;
}

/** The route that a file router reads in a page's path; undefined where it is none. */
export const routeOfFile = (file: string): string | undefined => conventionOf(file)?.route;

/** Groups `(shop)`, slots `@team` and a last `index` are no part of a route. */
function routeOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && !/^(?:@|\(.*\)$)/.test(part));
  if (parts.at(-1) === 'index') parts.pop();
  return `/${parts.join('/')}`;
}
