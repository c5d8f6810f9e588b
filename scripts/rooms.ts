/**
 * Who may import whom, and where the few things may stand that belong to one file.
 * `node scripts/rooms.ts [folder]` prints each violation and fails on any, and when it read nothing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './packages.ts';
import { cyclesIn } from './rooms/cycles.ts';
import { type Import, read, type Source } from './rooms/imports.ts';
import { BANS, HOMES } from './rooms/rules.ts';

export interface Violation {
  readonly file: string;
  readonly rule: string;
  readonly detail: string;
}

export interface Inspection {
  readonly files: number;
  readonly violations: readonly Violation[];
}

const ROOMS = ['runtime', 'transformer', 'plugins', 'viewer'];

/** Reads every source file of the packages below `root`, not their tests. */
export function inspect(root: string): Inspection {
  const files = ROOMS.flatMap((room) => sourcesIn(root, room));
  const sources = files.map((file) => read(root, file, readFileSync(join(root, file), 'utf8')));
  const imports = sources.flatMap((source) => source.imports);
  return {
    files: files.length,
    violations: [...imports.flatMap(banned), ...sources.flatMap(homeless), ...circular(imports)],
  };
}

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
    (ban) => ban.from.test(from) && ban.to.test(to) && ban.but !== kind && !mere(ban.but, kind),
  ).map(({ rule }) => ({ file: from, rule, detail: `imports ${to}` }));

/** Where an import when it is needed is allowed, one of types is, too. */
const mere = (but: string | undefined, kind: Import['kind']): boolean => but === 'late' && kind === 'types';

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

if (import.meta.main) {
  const { files, violations } = inspect(process.argv[2] ?? ROOT);
  for (const { file, rule, detail } of violations) console.error(`${file}: ${rule}: ${detail}`);
  console.log(`rooms: ${files} files, ${violations.length} violations`);
  process.exitCode = files === 0 || violations.length > 0 ? 1 : 0;
}
