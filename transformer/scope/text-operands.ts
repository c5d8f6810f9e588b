/**
 * Where a value is made into text, or handed to what does so. The text of a function is run somewhere else as
 * a rule (a page, a worker, a sandbox), where nothing of its file is.
 */
import { bareExpression, type CallExpression, memberKey, type Node } from '../parse/tree.ts';

/** Of pages and browser drivers (Playwright, Puppeteer, WebdriverIO, Selenium, TestCafe, Cypress), of MongoDB. */
const TAKES_FUNCTIONS: ReadonlySet<string> = new Set([
  'evaluate',
  'evaluateHandle',
  'evaluateOnNewDocument',
  'evaluateAll',
  'addInitScript',
  'waitForFunction',
  '$eval',
  '$$eval',
  'executeScript',
  'executeAsyncScript',
  'executeJavaScript',
  'mapReduce',
]);

/** The same of a receiver that is called so: `execute` alone is many a library's. */
const BY_RECEIVER: readonly (readonly [receiver: RegExp, method: RegExp])[] = [
  [/^(?:browser|driver|client)$/, /^execute(?:Async)?$/],
  [/^(?:worker)?pool$/i, /^exec$/],
  [/^cy$/, /^origin$/],
  [/^t$/, /^eval$/],
];

/** Functions that make text of their argument, or run it elsewhere. */
const BY_NAME: ReadonlySet<string> = new Set([
  'String',
  'encodeURIComponent',
  'encodeURI',
  'escape',
  'btoa',
  'eval',
  'serialize',
  'uneval',
  'ClientFunction',
  'greenlet',
  'workerize',
  'useWorker',
]);

const BY_NEW: ReadonlySet<string> = new Set(['Function', 'Blob', 'File', 'Worker', 'SharedWorker']);
const MAKES_TEXT: ReadonlySet<string> = new Set(['toString', 'toLocaleString', 'toSource']);
const JOINS: ReadonlySet<string> = new Set(['concat', 'join']);

/** What `node` makes text of. */
export function textOperands(node: Node): readonly Node[] {
  switch (node.type) {
    case 'TemplateLiteral':
      return isHandedOn(node) ? [] : node.expressions;
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right] : [];
    case 'AssignmentExpression':
      return node.operator === '+=' ? [node.right] : [];
    case 'NewExpression': {
      const name = node.callee.type === 'Identifier' ? node.callee.name : '';
      // Queues have workers too: `new Worker('name', async (job) => …)`.
      return BY_NEW.has(name) ? node.arguments.slice(0, name === 'Function' ? undefined : 1) : [];
    }
    case 'CallExpression':
      return ofCall(node);
    default:
      return [];
  }
}

/** A tag is given the values themselves, but `String.raw` makes text of them. */
const isHandedOn = ({ parent }: Node): boolean =>
  parent?.type === 'TaggedTemplateExpression' &&
  !(parent.tag.type === 'MemberExpression' && memberKey(parent.tag) === 'raw');

function ofCall({ callee: called, arguments: args }: CallExpression): readonly Node[] {
  const callee = bareExpression(called);
  if (callee.type === 'Identifier') return BY_NAME.has(callee.name) ? args : [];
  if (callee.type !== 'MemberExpression') return [];
  const { object } = callee;
  const method = memberKey(callee) ?? '';
  if (MAKES_TEXT.has(method)) return [object];
  if (TAKES_FUNCTIONS.has(method)) return args;
  if (JOINS.has(method)) return [object, ...args];
  if (method === 'map' && isString(args[0])) return [object];
  if (method === 'call' || method === 'apply') {
    return isToString(object) || args.some(isToString) ? args : [];
  }
  const receiver = object.type === 'Identifier' ? object.name : '';
  return BY_RECEIVER.some(([by, of]) => by.test(receiver) && of.test(method)) ? args : [];
}

const isString = (node: Node | undefined): boolean => node?.type === 'Identifier' && node.name === 'String';

/** `Function.prototype.toString.call(fn)`, `Reflect.apply(Function.prototype.toString, fn, [])` */
function isToString(node: Node): boolean {
  const inner = bareExpression(node);
  return inner.type === 'MemberExpression' && MAKES_TEXT.has(memberKey(inner) ?? '');
}
