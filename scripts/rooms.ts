/**
 * Who may import whom, and where the few things that belong to one file may stand (ARCHITECTURE.md).
 * `node scripts/rooms.ts [folder]` prints each violation and fails on any, and when it read nothing.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { ROOT } from './packages.ts';

interface Import {
  readonly from: string;
  /** A path relative to the root, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Ban {
  readonly rule: string;
  readonly from: RegExp;
  readonly to: RegExp;
  readonly types?: 'may';
}

const BANS: readonly Ban[] = [
  {
    rule: 'rules know no writer and no parser',
    from: /^transformer\/rules\//,
    to: /^transformer\/writers\/|^oxc-parser$/,
  },
  { rule: 'writers know no rule', from: /^transformer\/writers\//, to: /^transformer\/rules\// },
  {
    rule: 'writers detect nothing',
    from: /^transformer\/writers\//,
    to: /^transformer\/detect\//,
    types: 'may',
  },
  {
    rule: 'detection knows no rule and no writer',
    from: /^transformer\/detect\//,
    to: /^transformer\/(?:rules|writers)\//,
    types: 'may',
  },
  {
    rule: 'the transformer takes only types of the runtime',
    from: /^transformer\//,
    to: /^onetrace(?:\/|$)|^runtime\//,
    types: 'may',
  },
  {
    rule: "doors know only the transformer's index",
    from: /^plugins\//,
    to: /^transformer\/(?!index\.ts)|^runtime\//,
  },
  { rule: 'the runtime imports nothing outside itself', from: /^runtime\//, to: /^(?!runtime\/|node:)/ },
  { rule: 'w3c is pure: text and values', from: /^runtime\/w3c\//, to: /^runtime\/(?!w3c\/)/, types: 'may' },
  { rule: 'export knows no wrap', from: /^runtime\/export\//, to: /^runtime\/(?:wraps|llm)\// },
];

interface Home {
  readonly what: string;
  readonly in: RegExp;
  readonly text: RegExp;
  readonly home: RegExp;
}

const HOMES: readonly Home[] = [
  {
    what: 'process.env',
    in: /^runtime\//,
    text: /process\??\.env\b|\.process\?\.env/,
    home: /^runtime\/config\.ts$/,
  },
  {
    what: 'AsyncLocalStorage',
    in: /^runtime\//,
    text: /new AsyncLocalStorage|\bAsyncLocalStorage\(/,
    home: /^runtime\/context\.ts$/,
  },
  {
    what: 'the clock',
    in: /^runtime\//,
    text: /\bDate\.now\(|\bperformance\.(?:now|timeOrigin)/,
    home: /^runtime\/clock\.ts$/,
  },
  {
    what: 'random bytes',
    in: /^runtime\//,
    text: /getRandomValues|randomBytes|Math\.random/,
    home: /^runtime\/ids\.ts$/,
  },
  {
    what: 'MagicString',
    in: /^transformer\//,
    text: /^import (?!type\b).*from 'magic-string'/m,
    home: /^transformer\/writers\/(?:text|ops)\.ts$/,
  },
  {
    what: 'typescript',
    in: /^(?:transformer|plugins)\//,
    text: /^import (?!type\b).*from 'typescript'/m,
    home: /^transformer\/writers\/typescript[^/]*\.ts$|^plugins\/ts-patch[^/]*\.ts$|^plugins\/ts-patch\//,
  },
  {
    what: 'Babel',
    in: /^(?:transformer|plugins)\//,
    text: /^import (?!type\b).*from '@babel\//m,
    home: /^transformer\/writers\/babel[^/]*\.ts$|^plugins\/babel[^/]*\.ts$/,
  },
];

export interface Violation {
  readonly file: string;
  readonly rule: string;
  readonly detail: string;
}

export interface Inspection {
  readonly files: number;
  readonly violations: readonly Violation[];
}

const ROOMS = ['runtime', 'transformer', 'plugins'];
const isSource = (path: string): boolean =>
  /\.ts$/.test(path) && !/\.(?:test|testkit|d)\.ts$|(?:^|\/)(?:dist|node_modules)\//.test(path);

/** Reads every source file of the three packages below `root`. */
export function inspect(root: string): Inspection {
  const files = ROOMS.flatMap((room) => sourcesIn(root, room));
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const imports = [...texts].flatMap(([file, text]) => importsOf(root, file, text));
  return { files: files.length, violations: [...banned(imports), ...homeless(texts), ...cycles(imports)] };
}

function sourcesIn(root: string, room: string): string[] {
  const folder = join(root, room);
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder, { recursive: true }) as string[];
  return all
    .map((it) => `${room}/${it.replaceAll('\\', '/')}`)
    .filter((it) => isSource(it) && statSync(join(root, it)).isFile());
}

function importsOf(root: string, file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const named = module.staticImports.map(({ moduleRequest, entries, start, end }) => ({
    to: moduleRequest.value,
    typeOnly:
      /^import\s+type\b/.test(text.slice(start, end)) ||
      (entries.length > 0 && entries.every((it) => it.isType)),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((it) => (it.moduleRequest ? [{ to: it.moduleRequest.value, typeOnly: it.isType }] : [])),
  );
  const late = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const literal = /^['"](.*)['"]$/.exec(text.slice(start, end));
    return literal ? [{ to: literal[1] as string, typeOnly: false }] : [];
  });
  return [...named, ...passedOn, ...late].map(({ to, typeOnly }) => ({
    from: file,
    to: placeOf(root, file, to),
    typeOnly,
  }));
}

function placeOf(root: string, file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return relative(root, normalize(join(root, dirname(file), specifier))).replaceAll('\\', '/');
}

function banned(imports: readonly Import[]): Violation[] {
  return imports.flatMap(({ from, to, typeOnly }) =>
    BANS.filter((ban) => ban.from.test(from) && ban.to.test(to) && !(typeOnly && ban.types === 'may')).map(
      ({ rule }) => ({
        file: from,
        rule,
        detail: `imports ${to}`,
      }),
    ),
  );
}

function homeless(texts: ReadonlyMap<string, string>): Violation[] {
  return [...texts].flatMap(([file, text]) =>
    HOMES.filter(
      (home) => home.in.test(file) && !home.home.test(file) && home.text.test(withoutComments(text)),
    ).map(({ what }) => ({ file, rule: `${what} has one home`, detail: 'stands outside of it' })),
  );
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*/g, '');

/** Files that import themselves through others; types do not count, they are gone when it runs. */
function cycles(imports: readonly Import[]): Violation[] {
  const next = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly && ROOMS.some((room) => to.startsWith(`${room}/`)))
      next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const found: Violation[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0)
      found.push({ file, rule: 'no import cycles', detail: [...path.slice(at), file].join(' -> ') });
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return found;
}

if (import.meta.main) {
  const { files, violations } = inspect(process.argv[2] ?? ROOT);
  for (const { file, rule, detail } of violations) console.error(`${file}: ${rule}: ${detail}`);
  console.log(`rooms: ${files} files, ${violations.length} violations`);
  process.exitCode = files === 0 || violations.length > 0 ? 1 : 0;
}
