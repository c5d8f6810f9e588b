/** What a row needs before it starts: its packages, in exactly their versions, and its build. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../packages.ts';
import type { Row } from './row.ts';

const run = promisify(execFile);

/** What is run in a row's folder: its own commands first, then the repository's, Node among them. */
export const environmentOf = ({ folder }: Row): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:OTEL|AISDK|VITEST|NODE_ENV)/.test(name)),
  ),
  PATH: [join(folder, 'node_modules/.bin'), join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(':'),
  // Telemetry of the tools, which would leave this machine.
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
});

/** Packages that are not found in the version that the row asks for, here or above. */
export function missingPackages({ folder }: Row): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.entries(dependencies)
    .filter(([name, version]) => versionFrom(folder, name) !== version)
    .map(([name, version]) => `${name}@${version}`);
}

/** Not by `require.resolve`: many packages do not export their `package.json`. */
function versionFrom(folder: string, name: string): string | undefined {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const file = join(at, 'node_modules', name, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return undefined;
}

export async function prepare(row: Row): Promise<void> {
  if (missingPackages(row).length > 0)
    await runIn(row, 'npm', ['install', '--no-audit', '--no-fund', '--no-package-lock']);
  for (const command of row.build ?? []) await runIn(row, 'sh', ['-c', command]);
}

async function runIn(row: Row, program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, args, {
      cwd: row.folder,
      env: { ...environmentOf(row), NODE_ENV: 'production', npm_config_production: 'false' },
      maxBuffer: 1e8,
      timeout: 600_000,
    });
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')}: ${message}\n${stdout}${stderr}`.slice(0, 4_000));
  }
}
