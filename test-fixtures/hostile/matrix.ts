/** Every program, compiled by every tool, untouched and rewritten, idle and recording: what differs. */
import { join } from 'node:path';
import { outputOf, placeOf, TARGETS, type Target, textOf } from './compile.ts';
import type { Project } from './project.ts';
import { eachOf, openSink, run, type Seen } from './run.ts';

export interface Difference {
  readonly where: string;
  readonly untouched: Seen;
  readonly rewritten: Seen;
}

export interface Outcome {
  /** Pairs of processes that were compared. */
  compared: number;
  readonly differences: Difference[];
}

export interface Matrix {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly deliveries: number;
}

interface Cell {
  readonly program: string;
  readonly name: string;
  readonly target: Target;
}

/** `only`: names of targets; the whole table where there are none. */
export async function runMatrix(project: Project, only: readonly string[] = []): Promise<Matrix> {
  const outcomes = new Map(
    project.programs.map((it): [string, Outcome] => [it, { compared: 0, differences: [] }]),
  );
  const sink = await openSink();
  const cells: Cell[] = [];
  const refusals = new Map<string, string>();
  for (const [name, target] of Object.entries(TARGETS)) {
    if (only.length > 0 && !only.includes(name)) continue;
    await compileAll(project, name, target, refusals);
    for (const program of project.programs.filter(target.takes)) cells.push({ program, name, target });
  }
  await eachOf(cells, (cell) => compare(cell, outcomes.get(cell.program) as Outcome));
  sink.close();
  return { outcomes, deliveries: sink.deliveries() };

  async function compare({ program, name, target }: Cell, outcome: Outcome): Promise<void> {
    const [before, after] = [false, true].map((it) =>
      join(placeOf(project.folder, name, it), outputOf(program)),
    );
    const isSame = !target.byNode && textOf(before as string) === textOf(after as string);
    const untouched = await see(before as string, []);
    const flags = target.byNode ? ['--import', '@onetrace/plugins/node'] : [];
    for (const [mode, env] of [
      ['idle', {}],
      ['recording', sink.env],
    ] as const) {
      // What no edit has touched is the same program, unless it uses onetrace itself.
      const rewritten = isSame && mode === 'idle' ? untouched : await see(after as string, flags, env);
      outcome.compared++;
      if (!equal(untouched, rewritten))
        outcome.differences.push({ where: `${name}, ${mode}`, untouched, rewritten });
    }
  }

  async function see(file: string, flags: readonly string[], env = {}): Promise<Seen> {
    const complaint = refusals.get(file);
    return complaint === undefined
      ? run(file, { flags, env })
      : { out: '', errors: complaint, end: 'not compiled' };
  }
}

async function compileAll(
  { folder, sources }: Project,
  name: string,
  { compile, takes }: Target,
  refusals: Map<string, string>,
): Promise<void> {
  const from = join(folder, 'source');
  const names = sources.filter((it) => takes(it) || it.startsWith('_'));
  for (const rewritten of [false, true]) {
    const to = placeOf(folder, name, rewritten);
    const complaints = await compile({ from, to, names, rewritten });
    for (const [it, complaint] of complaints)
      refusals.set(join(to, outputOf(it)), complaint.split('\n')[0] ?? '');
  }
}

const equal = (a: Seen, b: Seen): boolean => a.out === b.out && a.errors === b.errors && a.end === b.end;
