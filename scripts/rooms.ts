/**
 * Who may import whom, in which order, and where the few things may stand that belong to one file.
 * `node scripts/rooms.ts [folder]` prints the order and each violation, and fails on any, and when one of
 * its checks looked at nothing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './packages.ts';
import { cyclesIn } from './rooms/cycles.ts';
import { checkFolders } from './rooms/folders.ts';
import { type Import, read, type Source } from './rooms/imports.ts';
import { checkNames } from './rooms/names.ts';
import { LATE, ORDERS } from './rooms/order.ts';
import { checkOrder } from './rooms/places.ts';
import { BANS, HOMES } from './rooms/rules.ts';
import type { Check, Violation } from './rooms/violation.ts';

export interface Inspection {
  readonly files: number;
  readonly checks: readonly Check[];
  readonly violations: readonly Violation[];
}

const PACKAGES = ['runtime', 'transformer', 'plugins', 'viewer'];

/** Reads every source file of the packages below `root`, not their tests. */
export function inspect(root: string): Inspection {
  const files = PACKAGES.flatMap((folder) => sourcesIn(root, folder));
  const sources = files.map((file) => read(root, file, readFileSync(join(root, file), 'utf8')));
  const imports = sources.flatMap((source) => source.imports);
  const checks = [
    { name: 'imports', looked: imports.length, violations: imports.flatMap(banned) },
    { name: 'homes', looked: sources.length, violations: sources.flatMap(homeless) },
    { name: 'cycles', looked: imports.length, violations: circular(imports) },
    checkOrder(imports),
    checkFolders(files),
    checkNames(sources.flatMap(({ file, functions }) => functions.map((name) => ({ file, name })))),
  ];
  return { files: files.length, checks, violations: checks.flatMap((check) => check.violations) };
}

/** Checks that looked at nothing, whose silence says nothing. */
export const blindChecks = ({ checks }: Inspection): string[] =>
  checks.filter(({ looked }) => looked === 0).map(({ name }) => name);

function sourcesIn(root: string, room: string): string[] {
  const folder = join(root, room);
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder, { recursive: true }) as string[];
  return all.map((it) => `${room}/${it.replaceAll('\\', '/')}`).filter(isSource);
}

const isSource = (path: string): boolean =>
  /\.tsx?$/.test(path) && !/\.(?:test|testkit|d)\.ts$|\/(?:dist|node_modules)\//.test(path);

const banned = ({ from, to, kind }: Import): Violation[] =>
  BANS.filter(
    (ban) => ban.from.test(from) && ban.to.test(to) && ban.but !== kind && !isMere(ban.but, kind),
  ).map(({ rule }) => ({ file: from, rule, detail: `imports ${to}` }));

/** Where an import when it is needed is allowed, one of types is, too. */
const isMere = (but: string | undefined, kind: Import['kind']): boolean => but === 'late' && kind === 'types';

const homeless = ({ file, code }: Source): Violation[] =>
  HOMES.filter((home) => home.in.test(file) && !home.home.test(file) && home.code.test(code)).map(
    ({ what }) => ({ file, rule: `${what} has one home`, detail: 'stands outside of it' }),
  );

const circular = (imports: readonly Import[]): Violation[] =>
  cyclesIn(imports).map((way) => ({
    file: way[0] as string,
    rule: 'no import cycles',
    detail: way.join(' -> '),
  }));

const shown = (rooms: readonly (string | readonly string[])[]): string =>
  rooms
    .map((names) =>
      [names]
        .flat()
        .map((name) => name.replace(/\/$/, '') || 'entries')
        .join(', '),
    )
    .join(' · ');

if (import.meta.main) {
  const inspection = inspect(process.argv[2] ?? ROOT);
  const blind = blindChecks(inspection);
  const { files, checks, violations } = inspection;
  for (const { root, rooms } of ORDERS) console.log(`${root}: ${shown(rooms)}`);
  for (const { file, rule, detail } of violations) console.error(`${file}: ${rule}: ${detail}`);
  for (const name of blind) console.error(`the check of ${name} looked at nothing`);
  for (const { name, looked } of checks) console.log(`${name}: ${looked}`);
  console.log(`rooms: ${files} files, ${violations.length} violations, ${LATE.length} late doors`);
  process.exitCode = blind.length > 0 || violations.length > 0 ? 1 : 0;
}
