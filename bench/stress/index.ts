/**
 * The test suites that popular packages ship, untouched and stressed: every function body entered, every
 * member call bound. What is counted is where the results differ.
 */
import { PACKAGES, stress } from '../../test-fixtures/stress/packages.ts';
import type { Report, Row } from '../lib/report.ts';

export async function run({ quick }: { readonly quick: boolean }): Promise<Report> {
  const rows: Row[] = [];
  const differ: string[] = [];
  let tests = 0;
  let sites = 0;
  for (const name of Object.keys(PACKAGES)) {
    const outcome = await stress(name, quick ? 3 : undefined);
    tests += outcome.tests;
    sites += outcome.sites;
    differ.push(...outcome.different.map(({ file }) => `${name}/${file}`));
    rows.push({
      package: name,
      'test files': outcome.files,
      tests: outcome.tests,
      'sites rewritten': outcome.sites,
      'files that differ': outcome.different.length,
      'left out': outcome.leftOut,
    });
  }
  return {
    name: 'stress',
    what: `${tests} tests of ${rows.length} packages with ${sites} sites rewritten; ${differ.length} test files differ${differ.length > 0 ? `: ${differ.join(', ')}` : ''}`,
    rows,
    versions: {},
    goals: [
      {
        goal: 'every test file says what it said',
        measured: `${differ.length} differ`,
        met: differ.length === 0,
      },
    ],
  };
}
