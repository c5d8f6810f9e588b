/**
 * What npm installs, used as programs use it: `node scripts/package/consumers.ts`, after a build.
 *
 * The runtime is packed and unpacked beside a program. Old and new compilers read its types, Node imports
 * and requires it, and a program whose files were traced for deployment runs from the traced copy alone.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';
import { ROOT } from '../packages.ts';

/** The aim is 600,000. Frameworks, vendors and 25 clients of queues came after it, each twice: Jest loads CommonJS alone. */
const MOST_BYTES = 745_000;

const PROGRAM = `import { Observe, withTrace } from 'onetrace';
import { recordSpans } from 'onetrace/testing';
import { fetch as wrap } from 'onetrace/inject';
export const found: string[] = [typeof Observe.init, typeof withTrace, typeof recordSpans, typeof wrap];
console.log(found.join());
`;
const FOUND = 'function,function,function,function';

const COMMON = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--types', 'node'];
const COMPILERS: readonly (readonly [name: string, compiler: string, ...flags: string[]])[] = [
  ['TypeScript 5, CommonJS', 'typescript-5', '--module', 'commonjs'],
  ['TypeScript 5, nodenext', 'typescript-5', '--module', 'nodenext'],
  ['TypeScript 7, nodenext', 'typescript-7', '--module', 'nodenext'],
  ['TypeScript 7, bundler', 'typescript-7', '--module', 'esnext', '--moduleResolution', 'bundler'],
];

const run = (cwd: string, ...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }).trim();

function unpack(folder: string): void {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: join(ROOT, 'runtime'),
    encoding: 'utf8',
  }).trim();
  const target = join(folder, 'node_modules/onetrace');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['xzf', join(folder, packed), '-C', target, '--strip-components=1']);
  cpSync(join(ROOT, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'), {
    recursive: true,
  });
  cpSync(join(ROOT, 'node_modules/undici-types'), join(folder, 'node_modules/undici-types'), {
    recursive: true,
  });
}

function checkSize(folder: string): void {
  const root = join(folder, 'node_modules/onetrace');
  const files = (readdirSync(root, { recursive: true }) as string[]).filter((it) =>
    statSync(join(root, it)).isFile(),
  );
  const bytes = files.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
  const sources = files.filter((file) => /(?<!\.d)\.ts$/.test(file));
  if (files.length === 0 || sources.length > 0) throw new Error(`sources are packed: ${sources.slice(0, 3)}`);
  if (bytes > MOST_BYTES) throw new Error(`the package has ${bytes} bytes, more than ${MOST_BYTES}`);
  console.log(`✓ ${files.length} files, ${bytes} bytes`);
}

function checkTypes(folder: string): void {
  writeFileSync(join(folder, 'program.ts'), PROGRAM);
  for (const [name, compiler, ...flags] of COMPILERS) {
    try {
      run(folder, join(ROOT, 'node_modules', compiler, 'bin/tsc'), 'program.ts', ...COMMON, ...flags);
    } catch (error) {
      throw new Error(`${name}: ${(error as { stdout?: string }).stdout ?? error}`);
    }
    console.log(`✓ ${name}`);
  }
}

function checkNode(folder: string): void {
  const requires = PROGRAM.replace(
    /^import \{(.*?)\} from ('.*?');$/gm,
    (_, names: string, from: string) => `const {${names.replaceAll(' as ', ': ')}} = require(${from});`,
  );
  writeFileSync(join(folder, 'program.mjs'), PROGRAM.replace(': string[]', ''));
  writeFileSync(join(folder, 'program.cjs'), requires.replace(': string[]', '').replace('export ', ''));
  for (const file of ['program.mjs', 'program.cjs']) {
    const found = run(folder, file);
    if (found !== FOUND) throw new Error(`${file}: ${found}`);
    console.log(`✓ node ${file}`);
  }
}

/** What a tracer copies is what Node loads, whatever conditions the tracer knows. */
async function checkTrace(folder: string): Promise<void> {
  for (const conditions of [['node'], ['module', 'node']]) {
    const { fileList } = await nodeFileTrace([join(folder, 'program.mjs')], {
      base: folder,
      conditions: [...conditions, 'import'],
    });
    const deployed = mkdtempSync(join(folder, 'deployed-'));
    for (const file of fileList) {
      mkdirSync(dirname(join(deployed, file)), { recursive: true });
      cpSync(join(folder, file), join(deployed, file));
    }
    const found = run(deployed, 'program.mjs');
    if (found !== FOUND) throw new Error(`traced by ${conditions}: ${found}`);
    console.log(`✓ ${fileList.size} files traced by ${conditions}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'consumers-'));
try {
  unpack(folder);
  checkSize(folder);
  checkTypes(folder);
  checkNode(folder);
  await checkTrace(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
