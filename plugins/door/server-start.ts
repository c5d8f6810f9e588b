/**
 * Where servers of frameworks begin. They load the modules of a route with its first request, and Node's floor with
 * them, too late for that one; so it comes in with the server itself.
 */
import { FLOOR } from '../files/own-package.ts';

const STARTS = [
  'nitro(?:pack)?/dist/presets/[\\w-]+/runtime/[\\w.-]+',
  '@sveltejs/kit/src/runtime/server/index',
  'astro/dist/core/app/entrypoints/virtual/index',
];

/** In `node_modules`, where nothing else is looked at. */
export const SERVER_START: RegExp = new RegExp(
  `[\\\\/]node_modules[\\\\/](?:${STARTS.join('|').replaceAll('/', '[\\\\/]')})\\.m?js$`,
);

/** On the first line, whose columns nobody looks at. */
export const withFloor = (code: string): { code: string; map: null } => ({
  code: `import '${FLOOR}'; ${code}`,
  map: null,
});

/** Of a dev server, which runs the program in its own process. Vitest's runs none. */
export async function startFloorHere(): Promise<void> {
  if (process.env['VITEST'] === undefined) await import(import.meta.resolve(FLOOR));
}
