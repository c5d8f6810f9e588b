/**
 * Models that are asked without a client: a request with `model` and `messages` to any host. It is an HTTP request like
 * any other, without tokens or cost, and the near miss says so; so it does of packages that are known and not covered.
 */
import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';
import { memberKey, type Node, propertyName } from '../../parse/tree.ts';

const ASKED = /^(?:messages|contents|prompt|input|inputs)$/;
const SENDS = /^(?:fetch|request|post|write|end|send|got|ky|ofetch|\$fetch|axios|undici)$/;
const HOLDS = /^(?:body|data|json)$/;

/** Clients of models that have a package and no rule. */
const UNCOVERED: readonly string[] = [
  'assemblyai',
  '@cartesia/cartesia-js',
  '@ibm-cloud/watsonx-ai',
  '@writerai/writer-sdk',
  '@runwayml/sdk',
  'lumaai',
  '@huggingface/transformers',
  '@xenova/transformers',
  'node-llama-cpp',
  '@mlc-ai/web-llm',
  '@zilliz/milvus2-sdk-node',
  '@turbopuffer/turbopuffer',
  '@mendable/firecrawl-js',
];

export const byHand: Rule = {
  name: 'by-hand',
  hints: ['\\bmessages\\s*[,:}]', `['"](?:${UNCOVERED.join('|')})['"]`],
  visit: { ObjectExpression: tellLiteral, CallExpression: tellNamed, ImportDeclaration: tellPackage },
};

function tellLiteral(body: NodeOf<'ObjectExpression'>, context: RuleContext): void {
  if (isRequest(body)) tellSent(body, context);
}

/** `const body = { model, messages }; fetch(url, { body: JSON.stringify(body) })` */
function tellNamed(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  const [body] = call.arguments;
  if (!isStringify(call) || body?.type !== 'Identifier') return;
  const binding = context.resolve(body.name, body);
  const [source] = (binding !== undefined && binding !== 'dynamic' && binding.sources) || [];
  if (source?.path.length === 0 && isRequest(source.node)) tellSent(body, context);
}

function isRequest(body: Node): boolean {
  if (body.type !== 'ObjectExpression') return false;
  const names = body.properties.map((it) => (it.type === 'Property' ? (propertyName(it) ?? '') : ''));
  return names.includes('model') && names.some((it) => ASKED.test(it));
}

function tellSent(body: Node, context: RuleContext): void {
  const call = sendingCall(body);
  if (call === undefined) return;
  context.miss(
    call,
    'llm',
    "a model is asked by hand here, so its span is an HTTP request without model, tokens or cost: ask through the vendor's client (with its baseURL, if the host is another), or put the call into Observe.withTrace(name, { attributes }, fn)",
  );
}

/** The call that sends it: as text or as it is, alone or as an option. */
function sendingCall(body: Node): NodeOf<'CallExpression'> | undefined {
  let sent = body;
  if (isStringify(sent.parent)) sent = sent.parent as Node;
  const { parent } = sent;
  const isOption = parent?.type === 'Property' && HOLDS.test(propertyName(parent) ?? '');
  const argument = isOption ? parent.parent : sent;
  const call = argument?.parent;
  if (call?.type !== 'CallExpression' || !call.arguments.includes(argument as never)) return undefined;
  const isSent = isOption || sent !== body || call.arguments[0] !== argument;
  return isSent && SENDS.test(calledAs(call)) ? call : undefined;
}

const isStringify = (node: Node | null | undefined): boolean =>
  node?.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  memberKey(node.callee) === 'stringify';

const calledAs = ({ callee }: NodeOf<'CallExpression'>): string =>
  callee.type === 'Identifier'
    ? callee.name
    : callee.type === 'MemberExpression'
      ? (memberKey(callee) ?? '')
      : '';

function tellPackage({ source, importKind }: NodeOf<'ImportDeclaration'>, context: RuleContext): void {
  if (importKind === 'type' || !UNCOVERED.includes(source.value)) return;
  context.miss(
    source,
    'llm',
    `"${source.value}" is known and not traced: its requests are HTTP spans without model or tokens; put its calls into Observe.withTrace(name, { attributes }, fn)`,
  );
}
