interface ModuleBuiltin {
  findPackageJSON?(specifier: string, base: string): string | undefined;
}
interface FsBuiltin {
  readFileSync(path: string, encoding: 'utf8'): string;
}

/** Every 1.x API reads from it; only another provider that registers beside us would mind. */
const UNKNOWN = '1.999.0';

/**
 * The version of the program's `@opentelemetry/api`. The API refuses to register, beside what another
 * version registered, metrics and logs.
 */
export function apiVersion(): string {
  try {
    const { process } = globalThis as unknown as {
      process: { cwd(): string; getBuiltinModule(id: string): unknown };
    };
    const { findPackageJSON } = process.getBuiltinModule('node:module') as ModuleBuiltin;
    const { readFileSync } = process.getBuiltinModule('node:fs') as FsBuiltin;
    const path = findPackageJSON?.('@opentelemetry/api', `${process.cwd()}/program.js`);
    const { version } = JSON.parse(readFileSync(path as string, 'utf8')) as { version: string };
    return version.startsWith('1.') ? version : UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
