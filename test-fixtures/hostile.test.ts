import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from '@onetrace/transformer';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DIFFERENCES, MOST } from './hostile/differences.ts';
import { type Matrix, runMatrix } from './hostile/matrix.ts';
import { createProject, HERE, type Project, programsIn } from './hostile/project.ts';

const CASES = join(HERE, 'cases');
/** Programs of which nothing may be rewritten, or which only use the runtime. */
const UNTOUCHED = /^(?:lexer|redirect-loop)/;

let project: Project;
let matrix: Matrix;

const wrong: string[] = [];

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    if (/onetrace failed|does not parse/.test(String(text))) wrong.push(String(text));
    return true;
  });
  project = await createProject(CASES);
  matrix = await runMatrix(project);
}, 900_000);

afterAll(() => project?.remove());

const programs = programsIn(CASES);

describe('a hostile program means the same, by every writer and door, idle and recording', () => {
  it.for(programs)('%s', (program) => {
    const outcome = matrix.outcomes.get(program);
    expect(outcome?.compared ?? 0).toBeGreaterThan(2);
    const named = DIFFERENCES.filter((it) => it.program === program);
    const differing = outcome?.differences ?? [];
    const unnamed = differing.filter(({ where }) => !named.some((it) => it.where?.test(where) ?? true));
    expect(unnamed).toEqual([]);
    // A difference that is gone is no longer named.
    if (named.length > 0) expect(differing).not.toEqual([]);
  });

  it('ran: spans came, nothing failed, and what is named is little', () => {
    expect(matrix.deliveries).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
    expect(DIFFERENCES.length).toBeLessThanOrEqual(MOST);
    for (const { program } of DIFFERENCES) expect(programs).toContain(program);
  });

  it.for(programs)('%s: something is rewritten, or said to be not', (program) => {
    const text = readFileSync(join(CASES, program), 'utf8');
    const { sites, misses } = transform(text, program, { module: 'esm' });
    if (!UNTOUCHED.test(program)) expect(sites.length + misses.length).toBeGreaterThan(0);
  });
});
