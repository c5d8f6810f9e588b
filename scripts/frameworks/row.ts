/** A row of the frameworks' table: a folder of `examples/frameworks/` with its program, `package.json` and `row.json`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../packages.ts';

/** One way into the program. `{id}` stands for what tells one request from another. */
export interface Way {
  readonly path: string;
  /** Default: GET. */
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** `http.route` of its SERVER span, whose name is the method and this; null where the framework has no routes. */
  readonly route: string | null;
  /** Of the SERVER span, in place of the method and the route. */
  readonly name?: string;
  /** What the SERVER span has besides. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What the program answers. Default: 200. */
  readonly status?: number;
}

export const COLUMNS = [
  'start',
  'request',
  'route',
  'model',
  'link',
  'session',
  'stream',
  'error',
  'forty',
  'check',
  'edit',
] as const;
export type Column = (typeof COLUMNS)[number];

export interface Row {
  /** Its own folder's. */
  readonly name: string;
  readonly folder: string;
  readonly title: string;
  /** The program, and what is not said here, is another row's: the same one on another runtime. */
  readonly of?: string;
  /** Runs in `npm test` too: seconds, without an installation. */
  readonly quick?: boolean;
  /** Command lines, run one after another in the folder before the start. */
  readonly build?: readonly string[];
  /** The command line that starts the program on $PORT, as its README would say it. */
  readonly start: string;
  /** Answer with `found about {id}` of the second service and `You asked: about {id}` of the model. */
  readonly asks: readonly Way[];
  /** Answers with the model's words as they come, as plain text. */
  readonly stream?: Way;
  /** Throws. `status` is what the framework makes of it, 500 by default. */
  readonly fail?: Way;
  /** How many ways into the program `onetrace check` has to name, as sites or as near misses. */
  readonly entries: number;
  /** A dev server, and an edit that changes what the first way answers: `find` becomes `replace`. */
  readonly edit?: {
    readonly start: string;
    readonly file: string;
    readonly find: string;
    readonly replace: string;
  };
  /** Columns that the framework or its runtime does not allow, and what forbids them. */
  readonly forbids?: Readonly<Partial<Record<Column, string>>>;
}

export const FOLDER: string = join(ROOT, 'examples/frameworks');

/** Every row, or those named. Throws where there is no such row. */
export function readRows(names: readonly string[] = []): Row[] {
  const all = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'row.json')));
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`there is no row ${unknown}; there are ${all.join(', ')}`);
  return (names.length === 0 ? all : names).map(readRow);
}

function readRow(name: string): Row {
  const own = join(FOLDER, name);
  const row = JSON.parse(readFileSync(join(own, 'row.json'), 'utf8')) as Partial<Row>;
  const rows = row.of === undefined ? row : { ...readRow(row.of), ...row };
  return { ...rows, name, folder: join(FOLDER, row.of ?? name) } as Row;
}
