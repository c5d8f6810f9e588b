/**
 * The door for Next.js, with Turbopack and with webpack.
 *
 *   // next.config.ts
 *   export default withOnetrace({ reactStrictMode: true });
 *
 * Turbopack runs loaders in other processes, so there is no `report`; use `onetrace check`.
 */
import { createRequire } from 'node:module';
import { glance } from '@onetrace/transformer';
import { encodeOptions } from './door/loader-options.ts';
import type { Options } from './door/options.ts';
import { startFloorHere } from './door/server-start.ts';
import { reachesModules } from './files/select.ts';
import { onetrace } from './webpack.ts';

export type { Options, Pattern } from './door/options.ts';

const PROGRAMS = '*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}';

/** The parts of Next's configuration that are used here. */
interface NextConfig {
  turbopack?: { rules?: Record<string, unknown> };
  // biome-ignore lint/suspicious/noExplicitAny: Next's own type says no more
  webpack?: ((config: any, context: any) => any) | null;
}

/**
 * Wraps a Next.js configuration, or the function that makes it, for Turbopack and webpack.
 *
 * @example
 * // next.config.ts
 * import { withOnetrace } from '@onetrace/plugins/next';
 *
 * export default withOnetrace({ reactStrictMode: true });
 */
export function withOnetrace<T extends object>(config: T, options: Options = {}): T {
  if (typeof config === 'function') {
    const make = config as unknown as (...args: unknown[]) => Promise<object>;
    return (async (...args: unknown[]) => withOnetrace(await make(...args), options)) as unknown as T;
  }
  // `next start` and `next dev` read it in the process that serves, before its first request.
  if (!process.argv.includes('build')) void startFloorHere();
  const { turbopack, webpack }: NextConfig = config;
  return {
    ...config,
    turbopack: { ...turbopack, rules: withRule(turbopack?.rules ?? {}, options) },
    webpack(own: { plugins: unknown[] }, context: unknown) {
      const changed = webpack?.(own, context) ?? own;
      changed.plugins.push(onetrace(options));
      return changed;
    },
  };
}

/** Turbopack keeps what loaders made across builds, by their options: another version is another option. */
const ownVersion = (): string =>
  (createRequire(import.meta.url)('@onetrace/transformer/package.json') as { version: string }).version;

function withRule(rules: Record<string, unknown>, options: Options): Record<string, unknown> {
  const rule = {
    condition: {
      all: [
        ...(reachesModules(options) ? [] : [{ not: 'foreign' }]),
        ...(options.types ? [] : [{ content: glance }]),
      ],
    },
    loaders: [
      { loader: '@onetrace/plugins/loader', options: { ...encodeOptions(options), version: ownVersion() } },
    ],
  };
  const others = rules[PROGRAMS];
  return { ...rules, [PROGRAMS]: others === undefined ? rule : [others, rule].flat() };
}
