/**
 * Writes what follows from vendors.json, between `vendors:begin` and `vendors:end`: the hosts that the runtime
 * knows, the helpers of the ABI, and the list of docs/models.md. `--check` only says whether it is all as it should be.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ROOT } from './packages.ts';

export interface Vendor {
  readonly name: string;
  readonly helper: string;
  readonly packages: readonly string[];
  /** The end of a host's name, and `gen_ai.provider.name`. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly case?: string;
  readonly without?: Readonly<Record<string, string>>;
}

interface Table {
  readonly vendors: readonly Vendor[];
  readonly otherHosts: readonly string[];
  readonly agents: readonly AgentFramework[];
}

interface AgentFramework {
  readonly package: string;
  readonly helper: string;
  readonly program: string;
}

export const readVendors = (): Table => JSON.parse(readFileSync(`${ROOT}vendors.json`, 'utf8')) as Table;

/** Where the adapters of helpers are, if not in a file of their own name. */
const HOMES: Readonly<Record<string, string>> = {
  ai: 'agents/ai/ai',
  agent: 'agents/any-agent',
  langchain: 'agents/langchain/langchain',
  mcp: 'agents/mcp/client',
  openaiAgents: 'agents/openai-agents',
  claude: 'agents/claude',
  made: 'agents/made/made',
  framework: 'agents/made/made',
  mastra: 'agents/made/mastra',
  bedrock: 'vendors/bedrock/bedrock',
  described: 'described/described',
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** One text, since each host as a text of its own would be twice as long in a bundle. */
function hostLines({ vendors, otherHosts }: Table): string[] {
  const hosts = Object.assign({}, ...vendors.map((it) => it.hosts)) as Record<string, string>;
  const byProvider = Map.groupBy(Object.keys(hosts), (host) => hosts[host] ?? '');
  const anonymous = [...(byProvider.get('') ?? []), ...otherHosts];
  byProvider.delete('');
  return [
    ...[...byProvider].map(([provider, names]) => `  '${provider}=${names.join(',')} ' +`),
    ...chunked(anonymous, 88).map(
      (line, at, { length }) =>
        `  '${at === 0 ? '=' : ''}${line}${at < length - 1 ? ',' : ''}'${at < length - 1 ? ' +' : ';'}`,
    ),
  ];
}

function chunked(names: readonly string[], longest: number): string[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length > longest) lines.push(name);
    else lines[lines.length - 1] = `${last},${name}`;
  }
  return lines;
}

const homeOf = (helper: string): string => HOMES[helper] ?? `vendors/${kebab(helper)}`;

const helperLines = ({ vendors }: Table): string[] =>
  [...Map.groupBy(new Set(vendors.map(({ helper }) => helper)), homeOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([home, helpers]) => `export { ${helpers.sort().join(', ')} } from './instrument/llm/${home}.ts';`);

const listLines = ({ vendors }: Table): string[] => [
  [...new Set(vendors.flatMap(({ packages }) => packages))].map((it) => `\`${it}\``).join(', '),
];

const PLACES: Readonly<Record<string, (table: Table) => readonly string[]>> = {
  'runtime/propagation/llm-hosts.ts': hostLines,
  'runtime/inject.ts': helperLines,
  'docs/models.md': listLines,
};

export function writtenInto(file: string, lines: readonly string[]): string {
  const text = readFileSync(`${ROOT}${file}`, 'utf8');
  const place = /([^\n]*vendors:begin[^\n]*\n)[\s\S]*?([^\n]*vendors:end)/;
  if (!place.test(text)) throw new Error(`${file} has no place for vendors`);
  return text.replace(place, (_, begin: string, end: string) => `${begin}${lines.join('\n')}\n${end}`);
}

/** Files that are not as vendors.json has them. */
export const staleFiles = (): string[] =>
  Object.entries(PLACES)
    .filter(
      ([file, lines]) => writtenInto(file, lines(readVendors())) !== readFileSync(`${ROOT}${file}`, 'utf8'),
    )
    .map(([file]) => file);

if (import.meta.main) {
  const stale = staleFiles();
  if (process.argv.includes('--check')) {
    for (const file of stale)
      console.error(`${file} is not what vendors.json says; run \`node scripts/vendors.ts\``);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else
    for (const file of stale)
      if (existsSync(`${ROOT}${file}`))
        writeFileSync(`${ROOT}${file}`, writtenInto(file, PLACES[file]?.(readVendors()) ?? []));
}
