/** `node --import hooks.ts file`: programs under the folder in STRESS_ROOT are stressed while they load. */
import { appendFileSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transform } from '@onetrace/transformer';

const { STRESS_ROOT: root = '', STRESS_LOG: log } = process.env;
const runtime = fileURLToPath(new URL('./runtime.ts', import.meta.url));

registerHooks({
  load(url, context, next) {
    const path = url.startsWith('file:') ? fileURLToPath(url) : '';
    const inside = path.startsWith(root) && !path.slice(root.length).includes('/node_modules/');
    if (!inside || !/\.[cm]?js$/.test(path)) return next(url, context);
    const text = readFileSync(path, 'utf8');
    const { code, sites } = transform(text, path, { root, runtime, stress: true, sourceMap: false });
    if (log !== undefined) appendFileSync(log, `${path} ${sites.length}\n`);
    if (code === text) return next(url, context);
    return { ...next(url, context), source: code, shortCircuit: true };
  },
});
