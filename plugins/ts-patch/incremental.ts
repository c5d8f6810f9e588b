/**
 * `.tsbuildinfo` records the text of every file, but no plugins, so output of another onetrace version or
 * configuration would stay. A file's recorded version therefore includes ours; or nothing is recorded.
 */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type ts from 'typescript';
import { notIncremental } from '../door/messages.ts';
import { printOnce } from '../door/print-once.ts';

/** The compiler compares it with the `.tsbuildinfo` of the last build; not in its public types. */
interface Versioned {
  version?: string;
}

const MARK = '-onetrace-';

export function markVersions(
  program: ts.Program,
  options: object,
  isOurs: (file: ts.SourceFile) => boolean,
): void {
  const mark = MARK + outputStamp(options);
  for (const file of program.getSourceFiles()) {
    const versioned = file as Versioned;
    if (versioned.version && isOurs(file)) versioned.version = versioned.version.split(MARK)[0] + mark;
  }
}

/** A hash of what decides the output besides the file's text. */
function outputStamp(options: object): string {
  const require = createRequire(import.meta.url);
  const { version } = require('@onetrace/transformer/package.json') as { version: string };
  return createHash('sha256')
    .update(JSON.stringify([version, options]))
    .digest('hex')
    .slice(0, 16);
}

interface Internal {
  emitBuildInfo?(write?: ts.WriteFileCallback, ...rest: unknown[]): ts.EmitResult;
}

/** Makes the compiler delete `.tsbuildinfo` instead of writing it. */
export function withoutBuildInfo(program: ts.Program): void {
  const { incremental, composite } = program.getCompilerOptions();
  const internal = program as Internal;
  const { emitBuildInfo } = internal;
  if (!(incremental || composite) || emitBuildInfo === undefined || done.has(program)) return;
  done.add(program);
  printOnce(notIncremental());
  internal.emitBuildInfo = (_write, ...rest) =>
    emitBuildInfo.call(program, (file) => rmSync(file, { force: true }), ...rest);
}

const done = new WeakSet<ts.Program>();
