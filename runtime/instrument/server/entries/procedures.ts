/**
 * What a request asks for inside its one endpoint: procedures of tRPC and oRPC, operations of GraphQL. They are no
 * spans of their own; the request's span is told which they are.
 */
import { activeSpan } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../platform/unknown.ts';
import type { Callable } from '../../call/helper.ts';
import type { Operation } from '../../call/operation.ts';
import { around } from '../../call/run-work.ts';
import { type SiteText, siteOf } from '../../call/site.ts';
import { setCode } from '../../semconv/code.ts';
import { nestedOperation } from '../handler.ts';
import { requestAround, type ServerSpan } from '../server-span.ts';
import { beginWork } from './work.ts';

/** `t.procedure.query($ot.procedure(site, fn))`, `os.handler($ot.procedure(site, fn))`. */
export function procedure<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  return around(fn as unknown as Callable, ([first]) =>
    tryOrReport(() => beginProcedure(site, fieldsOf(first))),
  ) as T;
}

function beginProcedure(site: SiteText, { path }: Fields): Operation | undefined {
  const name = Array.isArray(path) ? path.join('.') : textOf(path);
  if (name === '') return undefined;
  const serverSpan = requestAround();
  // Over a WebSocket there is no request; its middleware comes first.
  if (serverSpan === undefined) return activeSpan() === undefined ? beginWork(site, name) : undefined;
  const { span } = serverSpan;
  const { system = 'trpc' } = siteOf(site).facts;
  const before = attributeAt(serverSpan, 'rpc.method');
  if (before?.split(',').includes(name)) return nestedOperation(serverSpan);
  // Several in one request, a batch.
  const names = before === undefined ? name : `${before},${name}`;
  span.set('rpc.system.name', system).set('rpc.method', names);
  if (system === 'trpc') span.set('trpc.procedure', names);
  if (before === undefined) {
    serverSpan.learnPath();
    setCode(span, site);
  }
  return nestedOperation(serverSpan);
}

function attributeAt({ span: { attributes } }: ServerSpan, key: string): string | undefined {
  const at = attributes.indexOf(key);
  return at === -1 ? undefined : String(attributes[at + 1]);
}

const OPERATIONS = ['Query', 'Mutation', 'Subscription'] as const;

/**
 * `createSchema({ resolvers: $ot.resolvers(site, …) })`, or a schema that is made already. The fields of its roots
 * are wrapped where they stand, in an object that stays the same one.
 */
export function resolvers<T>(site: SiteText, value: T): T {
  tryOrReport(() => wrapRoots(site, value));
  return value;
}

function wrapRoots(site: SiteText, value: unknown): void {
  if (Array.isArray(value)) for (const each of listOf(value)) wrapRoots(site, each);
  for (const operation of OPERATIONS) {
    const { getFields } = fieldsOf(typeOf(fieldsOf(value), operation));
    const root =
      typeof getFields === 'function'
        ? (getFields.call(typeOf(fieldsOf(value), operation)) as unknown)
        : fieldsOf(value)[operation];
    for (const [name, field] of Object.entries(fieldsOf(root))) {
      // Not by an assignment: it may be frozen.
      if (typeof field === 'function') Reflect.set(root as object, name, resolver(site, field));
      else for (const key of ['resolve', 'subscribe']) wrapMember(site, field, key);
    }
  }
}

/** Of a `GraphQLSchema`. */
function typeOf(schema: Fields, operation: (typeof OPERATIONS)[number]): unknown {
  const get = schema[`get${operation}Type`];
  return typeof get === 'function' ? (get.call(schema) as unknown) : undefined;
}

function wrapMember(site: SiteText, field: unknown, key: string): void {
  const fn = fieldsOf(field)[key];
  if (typeof fn === 'function') Reflect.set(field as object, key, resolver(site, fn));
}

const wrapped = /* @__PURE__ */ new WeakMap<object, Callable>();

function resolver(site: SiteText, fn: unknown): Callable {
  const original = fn as Callable;
  const known = wrapped.get(original);
  if (known !== undefined) return known;
  const wrapper = around(original, (args) => tryOrReport(() => beginOperation(site, args)));
  wrapped.set(original, wrapper).set(wrapper, wrapper);
  return wrapper;
}

/** `(parent, args, context, info)`, or `(args, context, info)` of a schema's root value. */
function beginOperation(site: SiteText, args: readonly unknown[]): Operation | undefined {
  const { operation, name } = fieldsOf(fieldsOf(args[3] ?? args[2]).operation);
  const type = textOf(operation);
  const serverSpan = type === '' ? undefined : requestAround();
  if (serverSpan === undefined) return undefined;
  serverSpan.span
    .set('graphql.operation.type', type)
    .set('graphql.operation.name', textOf(fieldsOf(name).value) || undefined);
  serverSpan.learnPath();
  setCode(serverSpan.span, site);
  return nestedOperation(serverSpan);
}
