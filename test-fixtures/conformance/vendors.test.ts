/** Every row of vendors.json has all that a vendor needs, or says why not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { providerOf } from '../../runtime/instrument/llm/provider.ts';
import { isLlmHost } from '../../runtime/propagation/llm-hosts.ts';
import { readVendors, staleFiles, type Vendor } from '../../scripts/vendors.ts';
import { CLIENTS } from '../llm/clients.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(ROOT + path, 'utf8');

const { vendors, otherHosts, agents } = readVendors();

const RULES = readdirSync(`${ROOT}transformer/rules/clients`).map((file) =>
  read(`transformer/rules/clients/${file}`),
);
const ruleOf = ({ helper }: Vendor): string | undefined =>
  RULES.filter((rule) => rule.includes(`helper: '${helper}'`) || rule.includes(`spec('${helper}'`)).join(
    ' ',
  ) || undefined;
const REWRITTEN = readdirSync(`${ROOT}test-fixtures/rewritten`).flatMap((folder) =>
  readdirSync(`${ROOT}test-fixtures/rewritten/${folder}`)
    .filter((file) => file.startsWith('output'))
    .map((file) => read(`test-fixtures/rewritten/${folder}/${file}`)),
);

/** What a vendor needs, by the word under which `without` excuses it. */
const NEEDS: Readonly<Record<string, (vendor: Vendor) => boolean>> = {
  rule: (vendor) => ruleOf(vendor) !== undefined,
  helper: ({ helper }) => new RegExp(`\\b${helper}\\b`).test(read('runtime/inject.ts')),
  package: (vendor) =>
    vendor.packages.length > 0 &&
    vendor.packages.every((name) => ruleOf(vendor)?.includes(`'${name.replace(/(?<=@[\w-]+\/).*/, '')}`)),
  cases: ({ helper, case: folder }) =>
    folder === undefined
      ? CLIENTS.some(([, used, cases]) => used === helper && cases.length > 0)
      : existsSync(`${ROOT}test-fixtures/llm/cases/${folder}/expected.json`),
  rewritten: ({ helper }) => REWRITTEN.some((text) => text.includes(`.${helper}(`)),
  sample: ({ helper }) => existsSync(`${ROOT}test-fixtures/detection/sample/${helper}`),
  host: ({ hosts }) => Object.keys(hosts).length > 0,
};

it.each(vendors)('$name has what a vendor needs, or a reason why not', (vendor) => {
  const { without = {} } = vendor;
  const lacking = Object.keys(NEEDS).filter((need) => !NEEDS[need]?.(vendor));
  expect(lacking.filter((need) => !without[need])).toEqual([]);
  // An excuse for what is there is out of date.
  expect(Object.keys(without).filter((need) => !lacking.includes(need))).toEqual([]);
});

it('every helper of a client rule, and every client with cases, has a row', () => {
  const rows = new Set(vendors.map(({ helper }) => helper));
  const ruled = RULES.flatMap((rule) => [...rule.matchAll(/helper: '(\w+)'/g)].map(([, helper]) => helper));
  expect(ruled.length).toBeGreaterThan(10);
  expect([...ruled, ...CLIENTS.map(([, helper]) => helper)].filter((it) => !rows.has(it as string))).toEqual(
    [],
  );
});

const exampleOf = (host: string): string => host.replaceAll('*', 'some');

it("a vendor's host tells the provider, and is told neither ids nor identities", () => {
  const hosts = vendors.flatMap((it) => Object.entries(it.hosts));
  expect(hosts.length).toBeGreaterThan(30);
  for (const [host, provider] of hosts) {
    const baseURL = `https://${exampleOf(host)}/v1`;
    expect([host, providerOf({ baseURL }, '')]).toEqual([host, provider]);
  }
  for (const host of [...hosts.map(([it]) => it), ...otherHosts])
    expect([host, isLlmHost(`api.${exampleOf(host)}`), isLlmHost(`not${exampleOf(host)}`)]).toEqual([
      host,
      true,
      host.startsWith('*'),
    ]);
});

it.each(agents)('$package has a fixture, a program that is measured, and is told of', (agent) => {
  const named = new RegExp(`['"]${agent.package}(?:/[\\w/-]+)?['"]`);
  expect(REWRITTEN.some((text) => named.test(text) && text.includes(`$ot.${agent.helper}(`))).toBe(true);
  const folder = `bench/agents/frameworks/${agent.program}`;
  const program = read(`${folder}/program.ts`);
  expect(program).toMatch(named);
  const { dependencies } = JSON.parse(read(`${folder}/package.json`)) as {
    dependencies: Record<string, string>;
  };
  expect(dependencies[agent.package]).toMatch(/^(?:\d+\.\d+\.\d+|npm:.*@\d+\.\d+\.\d+)$/);
  const readme = read('docs/sites.md');
  expect(readme.includes(agent.package.replace(/(?<=@(?:langchain|llamaindex)\/).*/, ''))).toBe(true);
});

it('what is written from vendors.json is as it says', () => expect(staleFiles()).toEqual([]));
