/** docs/reference/spans.md: the attributes that the runtime's own sources name, and the vendors of vendors.json. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { isKnownAttribute, NAMESPACES } from '../../test-fixtures/semconv/known-attributes.ts';
import { ROOT } from '../packages.ts';
import { cellText, codeCell, pageOf, tableOf } from './markdown.ts';

interface Vendor {
  readonly packages: readonly string[];
  /** Ends of host names, and what `gen_ai.provider.name` is for each. */
  readonly hosts: Readonly<Record<string, string>>;
  readonly without?: { readonly host?: string };
}

const NAME = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;

/** Those of ours, which no convention has. */
const OWN: Readonly<Record<string, string>> = {
  'onetrace.cost.usd': 'What the call cost in US dollars, where `prices` are given.',
  'onetrace.custom_id': 'The text that a custom trace id was made from.',
  'onetrace.unfinished': 'The span had not ended when the process did.',
  'tenant.id': 'The customer whose data is worked on.',
  'messaging.rabbitmq.message.redelivered': 'The broker has delivered the message before.',
  'messaging.bullmq.job.attempts_made': 'How often the job has been tried.',
  'messaging.agenda.job.fail_count': 'How often the job has failed before.',
  'messaging.graphile_worker.job.attempts': 'How often the job has been tried.',
  'messaging.temporal.activity.attempt': 'How often the activity has been tried.',
};

const KINDS: readonly (readonly [name: string, kind: string, when: string])[] = [
  ['`POST /ask`', 'SERVER', 'a request that is answered: method and route, where the route is known'],
  ['`GET`', 'CLIENT', 'an HTTP request that is made'],
  [
    '`chat gpt-4o`, `embeddings …`, `generate_content …`',
    'CLIENT',
    'a call of a language model: operation and model',
  ],
  ['`execute_tool search`', 'INTERNAL', 'a tool that an agent calls, or an MCP server runs'],
  ['`invoke_agent …`, `invoke_workflow …`', 'INTERNAL', 'an agent or a chain, with its calls below'],
  ['`tools/call search`', 'CLIENT or SERVER', 'a request of MCP, in either direction'],
  ['`send jobs`', 'PRODUCER', 'a message that is sent'],
  ['`process jobs`', 'CONSUMER', 'a message that is processed'],
  ['`Class.method`, a function’s name', 'INTERNAL', '`@traced` and `"use trace"`'],
];

export function spansPage(): string {
  const names = [...namesWritten()].sort();
  const groups = Map.groupBy(names, (name) => name.split('.')[0] as string);
  const descriptions = registryTexts();
  const tables = [...groups].map(
    ([group, all]) =>
      `### ${group}\n\n${tableOf(
        ['attribute', 'meaning'],
        all.map((name) => [
          codeCell(name),
          cellText(OWN[name] ?? descriptions.get(name) ?? 'OpenTelemetry’s GenAI conventions.'),
        ]),
      )}`,
  );
  return pageOf(
    'Spans and attributes',
    'Names are those of OpenTelemetry’s semantic conventions (HTTP, messaging, GenAI, MCP); what no convention has is marked `onetrace.` or listed below with its meaning. A test reads every name in the runtime’s sources and fails where it is of neither.',
    '## Spans',
    tableOf(['name', 'kind', 'when'], KINDS),
    'A span that failed has the status ERROR and `error.type`. Every span of a scope has the scope’s own attributes (`session.id`, `user.id`, what `setAttribute` set), and `code.file.path`, `code.line.number` and `code.function.name` where a site made it. The resource has `service.name` and what `resource` and `OTEL_RESOURCE_ATTRIBUTES` say.',
    '## Language models',
    vendorTable(),
    '## Attributes',
    ...tables,
  );
}

function vendorTable(): string {
  const { vendors } = JSON.parse(readFileSync(`${ROOT}vendors.json`, 'utf8')) as { vendors: Vendor[] };
  return tableOf(
    ['packages', 'gen_ai.provider.name', 'hosts that are told nothing'],
    vendors
      .filter(({ packages }) => packages.length > 0)
      .map(({ packages, hosts, without }) => [
        packages.map(codeCell).join(', '),
        [...new Set(Object.values(hosts))].map(codeCell).join(', '),
        Object.keys(hosts).map(codeCell).join(', ') || (without?.host ?? ''),
      ]),
  );
}

function namesWritten(): Set<string> {
  const folder = `${ROOT}runtime`;
  const names = new Set<string>();
  const visitor = new Visitor({
    Literal({ value }) {
      if (typeof value !== 'string' || !NAME.test(value)) return;
      if (NAMESPACES.has(value.split('.')[0] as string) && isKnownAttribute(value)) names.add(value);
    },
  });
  for (const file of readdirSync(folder, { recursive: true }) as string[]) {
    if (!file.endsWith('.ts') || /\.(?:test|testkit|d)\.ts$|(?:^|\/)(?:dist|node_modules)\//.test(file))
      continue;
    visitor.visit(parseSync(file, readFileSync(join(folder, file), 'utf8')).program);
  }
  return names;
}

/** First sentences of the registry's own documentation comments. */
function registryTexts(): Map<string, string> {
  const folder = `${ROOT}node_modules/@opentelemetry/semantic-conventions/dist`;
  const texts = new Map<string, string>();
  for (const file of ['stable_attributes.d.mts', 'experimental_attributes.d.mts']) {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    for (const [, doc = '', name = ''] of text.matchAll(
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?declare const ATTR_\w+: "([^"]+)"/g,
    )) {
      const [first = ''] = doc
        .replace(/^\s*\* ?/gm, '')
        .trim()
        .split(/\n\s*\n|\n@/);
      texts.set(name, first.replace(/\s+/g, ' ').replace(/\{@link (\S+?)\}/g, '`$1`'));
    }
  }
  return texts;
}
