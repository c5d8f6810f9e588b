import { parseArgs } from 'node:util';
import type { SiteKind } from '@onetrace/transformer';
import type { CheckOptions } from './check.ts';
import { FORMATS, type Format } from './formats.ts';
import { Misuse } from './misuse.ts';

const KIND: Readonly<Record<SiteKind, true>> = {
  fetch: true,
  llm: true,
  tool: true,
  handler: true,
  queue: true,
  boundary: true,
  traced: true,
};

/** undefined: help is wanted. */
export function commandArguments(args: readonly string[]): CheckOptions | undefined {
  const { values, positionals } = parseOptions(args);
  const [command, ...paths] = positionals;
  if (values.help || (command === undefined && args.length === 0)) return undefined;
  if (command !== 'check')
    throw new Misuse(`there is no command "${command ?? ''}", only "check", "view" and "traces"`);
  return {
    paths: paths.length === 0 ? ['.'] : paths,
    format: requireOneOf(Object.keys(FORMATS) as Format[], values.format, '--format'),
    include: values.include,
    exclude: values.exclude,
    require: values.require
      .flatMap((kinds) => kinds.split(','))
      .map((kind) => requireOneOf(Object.keys(KIND) as SiteKind[], kind, '--require')),
    failOnMiss: values['fail-on-miss'],
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'pretty' },
        include: { type: 'string', multiple: true, default: [] },
        exclude: { type: 'string', multiple: true, default: [] },
        require: { type: 'string', multiple: true, default: [] },
        'fail-on-miss': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new Misuse((error as Error).message);
  }
}

function requireOneOf<T extends string>(allowed: readonly T[], given: string, option: string): T {
  const found = allowed.find((it) => it === given);
  if (found === undefined) throw new Misuse(`${option} takes ${allowed.join(', ')}, not "${given}"`);
  return found;
}
