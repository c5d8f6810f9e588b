/**
 * Every client and version of test-fixtures/llm, untouched and wrapped: what programs do with it must come
 * out the same, with the spans that each case names.
 */
import { isDeepStrictEqual } from 'node:util';
import { CLIENTS } from '../../test-fixtures/llm/clients.ts';
import { type Case, type HelperName, runCase } from '../../test-fixtures/llm/matrix.ts';
import { type Report, type Row, versions } from '../lib/report.ts';

export async function run(): Promise<Report> {
  const rows: Row[] = [];
  for (const [name, helper, cases] of CLIENTS) rows.push(await rowOf(name, helper, cases));
  const total = rows.reduce((sum, { of }) => sum + Number(of), 0);
  const right = rows.reduce((sum, { same, spans }) => sum + Math.min(Number(same), Number(spans)), 0);
  return {
    name: 'clients',
    what: `${CLIENTS.length} clients and versions with onetrace on them: ${total} things that programs do with them`,
    rows,
    versions: versions(),
    goals: [
      {
        goal: 'every case of every client behaves as untouched, with its spans',
        measured: `${right} of ${total}`,
        met: right === total,
      },
    ],
  };
}

async function rowOf(name: string, helper: HelperName, cases: readonly Case[]): Promise<Row> {
  const differs: string[] = [];
  let spans = 0;
  for (const it of cases) {
    const before = await runCase(it, undefined);
    const after = await runCase(it, helper);
    if (!isDeepStrictEqual(before.said, after.said)) differs.push(it.name);
    const names = after.spans.map((span) => span.name).toSorted();
    if (it.spans === undefined ? names.length === 1 : isDeepStrictEqual(names, it.spans.toSorted())) spans++;
  }
  return { name, same: cases.length - differs.length, of: cases.length, spans, differs: differs.join('; ') };
}
