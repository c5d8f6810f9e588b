/**
 * What programs may rely on, as text in docs/api-report: a change shows in its diff, and fails the check until it is
 * committed. Read from the built declarations, by API Extractor.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../packages.ts';

/** The report's name, and the declarations that it is made from. */
const ENTRIES: readonly (readonly [name: string, folder: string, declarations: string])[] = [
  ['onetrace', 'runtime', 'dist/index.d.ts'],
  ['onetrace-testing', 'runtime', 'dist/testing.d.ts'],
  ['transformer', 'transformer', 'dist/index.d.ts'],
  ...['esbuild', 'vite', 'next', 'register', 'ts-patch', 'babel'].map(
    (it) => [`plugins-${it}`, 'plugins', `dist/${it}.d.ts`] as const,
  ),
];

interface ApiExtractor {
  readonly Extractor: { invoke(config: unknown, options: object): { readonly succeeded: boolean } };
  readonly ExtractorConfig: { prepare(options: object): unknown };
}

/** Writes the reports, or with `check` writes nothing; returns those that differ. */
export async function reportApi(check: boolean): Promise<string[]> {
  const require = createRequire(join(ROOT, 'docs/_'));
  const extractor = require('@microsoft/api-extractor') as ApiExtractor;
  const folder = join(ROOT, 'docs/api-report');
  const work = mkdtempSync(join(tmpdir(), 'api-'));
  mkdirSync(folder, { recursive: true });
  try {
    return ENTRIES.filter(([name, from, declarations]) => {
      const made = madeReport(extractor, { name, from: join(ROOT, from), declarations, work });
      const file = join(folder, `${name}.api.md`);
      if (existsSync(file) && readFileSync(file, 'utf8') === made) return false;
      if (!check) writeFileSync(file, made);
      return true;
    }).map(([name]) => `docs/api-report/${name}.api.md`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface Wanted {
  readonly name: string;
  readonly from: string;
  readonly declarations: string;
  readonly work: string;
}

function madeReport(
  { Extractor, ExtractorConfig }: ApiExtractor,
  { name, from, declarations, work }: Wanted,
): string {
  const silent = { logLevel: 'none' };
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: from,
      mainEntryPointFilePath: entryOf(join(from, declarations)),
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            module: 'nodenext',
            moduleResolution: 'nodenext',
            target: 'es2023',
            lib: ['es2023', 'dom'],
            types: ['node'],
            skipLibCheck: true,
          },
          include: [declarations],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: work,
        reportTempFolder: work,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: silent },
        extractorMessageReporting: { default: silent },
        tsdocMessageReporting: { default: silent },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(from, 'package.json'),
  });
  Extractor.invoke(config, { localBuild: true, showVerboseMessages: false, messageCallback: quiet });
  const file = join(work, `${name}.api.md`);
  if (!existsSync(file)) throw new Error(`no API report of ${declarations}: is it built? npm run build`);
  return readFileSync(file, 'utf8');
}

/** The declarations that an entry passes on: `export * from './cjs/index.js'`. */
function entryOf(file: string): string {
  const passed = /^export \* from '(\.\/.*)\.js';\s*$/.exec(
    existsSync(file) ? readFileSync(file, 'utf8') : '',
  )?.[1];
  return passed === undefined ? file : join(file, '..', `${passed}.d.ts`);
}

function quiet(message: { handled?: boolean }): void {
  message.handled = true;
}
