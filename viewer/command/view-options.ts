import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ViewerOptions } from '../start-viewer.ts';
import { numberOption, WrongUse } from './misuse.ts';

export interface ViewOptions {
  readonly viewer: ViewerOptions;
  readonly open: boolean;
  /** To take in before all else. */
  readonly files: readonly string[];
  /** To start, with the variables that send its traces here. */
  readonly command: readonly string[];
  /** undefined: start; else only look. */
  readonly check: 'coverage' | 'lcov' | undefined;
  /** Kinds of sites that must have run; none: all. */
  readonly kinds: readonly string[];
}

const DAY = 24 * 3_600_000;

/** undefined: help is wanted. Throws `WrongUse`. */
export function viewOptions(args: readonly string[]): ViewOptions | undefined {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const { values, positionals } = parsed(withKinds(own));
  if (values.help) return undefined;
  const kinds = values['require-coverage'];
  return {
    viewer: {
      port: numberOption(values.port, '--port', 4318),
      grpcPort: numberOption(values['grpc-port'], '--grpc-port', 4317),
      host: values.host,
      allowHosts: values['allow-host'],
      allowOrigins: values['allow-origin'],
      project: resolve(values.project),
      file: values.file,
      memory: values.memory,
      maxBytes: numberOption(values['max-mb'], '--max-mb', 256) * 1024 * 1024,
      maxAge: numberOption(values['max-days'], '--max-days', 7) * DAY,
      forward: urlOption(values.forward, '--forward'),
      clickhouse: urlOption(values.clickhouse, '--clickhouse'),
    },
    open: values.open,
    files: positionals,
    command: end < 0 ? [] : args.slice(end + 1),
    check: values.lcov ? 'lcov' : kinds === undefined ? undefined : 'coverage',
    kinds: (kinds ?? '').split(',').filter(Boolean),
  };
}

/** `--require-coverage` may stand without kinds. */
const withKinds = (args: readonly string[]): string[] =>
  args.flatMap((arg, index) =>
    arg === '--require-coverage' && (args[index + 1] ?? '-').startsWith('-')
      ? ['--require-coverage', '']
      : [arg],
  );

function urlOption(value: string | undefined, option: string): string | undefined {
  if (value === undefined || /^https?:\/\/[^/]/.test(value)) return value;
  throw new WrongUse(`${option} takes an address such as http://localhost:4318, not "${value}"`);
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        'grpc-port': { type: 'string' },
        open: { type: 'boolean', default: false },
        project: { type: 'string', default: '.' },
        file: { type: 'string' },
        memory: { type: 'boolean', default: false },
        'max-mb': { type: 'string' },
        'max-days': { type: 'string' },
        forward: { type: 'string' },
        host: { type: 'string' },
        'allow-host': { type: 'string', multiple: true, default: [] },
        'allow-origin': { type: 'string', multiple: true, default: [] },
        clickhouse: { type: 'string' },
        'require-coverage': { type: 'string' },
        lcov: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}
