/** The names by which frameworks and platforms find a handler, and the look of a handler's parameters. */

import type { SiteSpec } from '../../detect/rule.ts';
import { bareExpression, isCallable, type Node } from '../../parse/tree.ts';

/** File routers: `export function GET`. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ALL'];

/** AWS Lambda, Netlify: `export const handler`, `exports.handler`. */
export const NAMES: readonly string[] = [...METHODS, 'handler'];

export const isHandlerName = (name: string): boolean => NAMES.includes(name);

export const namedSpec = (name: string): SiteSpec => ({
  // Lambda freezes the process on the result, so its helper flushes first; it works for other handlers too.
  helper: name === 'handler' ? 'lambda' : 'handler',
  kind: 'handler',
  confidence: 'proven',
  function: name,
  facts: { 'http.request.method': METHODS.includes(name) && name !== 'ALL' ? name : undefined },
});

/** A function that Lambda calls under a name of its configuration's; its helper asks the second argument. */
export const lambdaSpec = (name: string): SiteSpec => ({
  ...namedSpec('handler'),
  function: name,
  confidence: 'shaped',
});

/** The same site for a handler that is entered instead of wrapped. */
export const enteredSpec = (spec: SiteSpec): SiteSpec => ({
  ...spec,
  helper: spec.helper === 'lambda' ? 'enterLambda' : 'enterHandler',
});

/** It only looks like a handler; the helper checks at run time. */
export const shapedSpec = (name: string): SiteSpec => ({ ...namedSpec(name), confidence: 'shaped' });

/** A hint that matches a first parameter named like a request. */
export const REQUEST_HINT = '\\(\\s*_?req(?:uest)?\\s*[:,)]';

/** The types of `aws-lambda` for handlers and their events, and what both parameters are called without them. */
export const EVENT_HINT = `['"]aws-lambda['"]|\\(\\s*_?event\\s*,\\s*_?(?:context|ctx)\\s*[,)]`;

const LAMBDA = /^(?:[A-Z]\w*)?Handler(?:V2)?$/;
const EVENT = /^(?:[A-Z]\w*)Event(?:V2)?$/;

/** `export const consumer: SQSHandler`. */
export const isLambdaType = (id: Node): boolean =>
  LAMBDA.test(typeNameOf(id)) && typeNameOf(id) !== 'RequestHandler';

/** `(event: SQSEvent)`, `(event, context)`. */
export function takesEvent(node: Node): boolean {
  const fn = bareExpression(node);
  if (!isCallable(fn)) return false;
  const [first, second] = fn.params;
  if (first?.type !== 'Identifier' || (second !== undefined && second.type !== 'Identifier')) return false;
  if (
    EVENT.test(typeNameOf(first)) &&
    /^(?:APIGateway|SQS|SNS|S3|Scheduled|EventBridge|DynamoDB|Kinesis|ALB|Lambda)/.test(typeNameOf(first))
  )
    return true;
  return /^_?event$/.test(first.name) && second !== undefined && /^_?(?:context|ctx)$/.test(second.name);
}

/** The name of a binding's annotated type, '' where it has none. */
function typeNameOf(id: Node): string {
  const annotation = 'typeAnnotation' in id ? id.typeAnnotation : undefined;
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : undefined;
  return type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : '';
}

const PARAMETER = /^_?req(?:uest)?$/;
const TYPE = /^(?:[A-Z]\w*)?Request$|^IncomingMessage$|^APIGatewayProxyEvent/;

/** Whether the first parameter is a request, by its name or its type. */
export function takesRequest(node: Node): boolean {
  const fn = bareExpression(node);
  if (!isCallable(fn)) return false;
  const [first] = fn.params;
  const id = first?.type === 'AssignmentPattern' ? first.left : first;
  if (id?.type !== 'Identifier') return false;
  return PARAMETER.test(id.name) || TYPE.test(typeNameOf(id));
}
