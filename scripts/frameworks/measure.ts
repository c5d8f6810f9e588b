/** Runs one row's program, and says for each column whether it holds. */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ROOT } from '../packages.ts';
import { askFaults, type Faults, failFaults, type Seen, streamFaults } from './judge.ts';
import { environmentOf, prepare } from './prepare.ts';
import { startProgram } from './program.ts';
import { type Sent, send } from './requests.ts';
import { COLUMNS, type Column, type Row, type Way } from './row.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';

export interface Verdict {
  /** `none`: the row has no such thing, or forbids it. */
  readonly is: 'whole' | 'broken' | 'none';
  /** What is wrong, or what forbids it. */
  readonly why?: string;
}

export type Verdicts = Readonly<Record<Column, Verdict>>;

/** At once. */
const CROWD = 40;
/** Milliseconds for the last spans to come. */
const PATIENCE = 8_000;

export async function measureRow(row: Row): Promise<Verdicts> {
  const surroundings = await startSurroundings(row.name);
  try {
    await prepare(row);
    const faults = { ...(await drive(row, surroundings)), ...(await checkFaults(row)) };
    return verdictsOf(row, { ...faults, ...(await editFaults(row, surroundings)) });
  } catch (error) {
    return verdictsOf(row, { start: (error as Error).message });
  } finally {
    await surroundings.close();
  }
}

function verdictsOf(row: Row, faults: Faults): Verdicts {
  const verdict = (column: Column): Verdict => {
    const forbids = row.forbids?.[column];
    if (forbids !== undefined) return { is: 'none', why: forbids };
    const why = faults[column];
    if (why !== undefined) return { is: 'broken', why };
    if (faults.start !== undefined) return { is: 'broken' };
    const isAbsent = { stream: !row.stream, error: !row.fail, edit: !row.edit }[column as string] === true;
    return { is: isAbsent ? 'none' : 'whole' };
  };
  return Object.fromEntries(COLUMNS.map((column) => [column, verdict(column)])) as Verdicts;
}

/** Each way alone, then the stream and the failure, then many at once. */
async function drive(row: Row, surroundings: Surroundings): Promise<Faults> {
  const program = await startProgram(row, row.start, surroundings.env);
  const asked: Sent[] = [];
  let streamed: Sent | undefined;
  let failed: Sent | undefined;
  let crowd: Sent[] = [];
  try {
    for (const way of row.asks) asked.push(await send(program.url, way));
    streamed = row.stream && (await send(program.url, row.stream));
    failed = row.fail && (await send(program.url, row.fail));
    const wayOf = (at: number): Way => row.asks[at % row.asks.length] as Way;
    crowd = await Promise.all(Array.from({ length: CROWD }, (_, at) => send(program.url, wayOf(at))));
    const all = [...asked, ...crowd, ...[streamed, failed].filter((it) => it !== undefined)];
    await settle(surroundings, all);
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${program.said()}`);
  } finally {
    await program.stop();
  }
  const seen: Seen = { spans: surroundings.collector.spans, arrivals: surroundings.arrivals };
  const crowded = crowd.map((it) => Object.entries(askFaults(it, seen))).filter(({ length }) => length > 0);
  return {
    ...Object.assign({}, ...asked.map((it) => told(it, askFaults(it, seen))).reverse()),
    ...(streamed && told(streamed, streamFaults(streamed, seen))),
    ...(failed && told(failed, failFaults(failed, seen))),
    ...(crowded.length > 0 && { forty: `${crowded.length} of ${CROWD}: ${crowded[0]?.join()}` }),
  };
}

const told = ({ way }: Sent, faults: Faults): Faults =>
  Object.fromEntries(Object.entries(faults).map(([column, fault]) => [column, `${way.path}: ${fault}`]));

/** Until every trace has its request's span, or for as long as there is hope. */
async function settle({ collector }: Surroundings, all: readonly Sent[]): Promise<void> {
  const isThere = (): boolean => {
    const parents = new Set(collector.spans.map(({ parentSpanId }) => parentSpanId));
    return all.every(({ parentId }) => parents.has(parentId));
  };
  await collector.waitFor(isThere, PATIENCE).catch(() => undefined);
}

async function checkFaults(row: Row): Promise<Faults> {
  const args = [join(ROOT, 'plugins/dist/bin.js'), 'check', '--format', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: row.folder,
    env: environmentOf(row),
    maxBuffer: 1e8,
  });
  const { sites, misses } = JSON.parse(stdout) as Record<'sites' | 'misses', { readonly kind: string }[]>;
  const named = [...sites, ...misses].filter(({ kind }) => kind === 'handler').length;
  return named >= row.entries ? {} : { check: `names ${named} of ${row.entries} ways in` };
}

/** The dev server: the first way is whole before an edit, and after it, when it answers what was edited. */
async function editFaults(row: Row, surroundings: Surroundings): Promise<Faults> {
  const { edit } = row;
  const [way] = row.asks;
  if (edit === undefined || way === undefined) return {};
  const file = join(row.folder, edit.file);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(edit.find)) return { edit: `${edit.file} does not hold ${edit.find}` };
  const program = await startProgram(row, edit.start, surroundings.env);
  try {
    const before = await send(program.url, way);
    writeFileSync(file, text.replace(edit.find, edit.replace));
    const after = await sendUntil(program.url, way, edit.replace);
    await settle(surroundings, [before, after]);
    const seen: Seen = { spans: surroundings.collector.spans, arrivals: surroundings.arrivals };
    const [fault] = [before, after].flatMap((it) => Object.values(askFaults(it, seen)));
    if (!after.text.includes(edit.replace)) return { edit: 'the edit was not seen' };
    return fault === undefined ? {} : { edit: fault };
  } catch (error) {
    return { edit: `${(error as Error).message}\n${program.said()}` };
  } finally {
    writeFileSync(file, text);
    await program.stop();
  }
}

/** A dev server takes its time, and answers what is half built meanwhile. */
async function sendUntil(url: string, way: Way, part: string): Promise<Sent> {
  for (let turn = 0; ; turn++) {
    await sleep(500);
    const sent = await send(url, way);
    if (sent.text.includes(part) || turn === 60) return sent;
  }
}
