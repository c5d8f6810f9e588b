/** Calls that only look like the client's: the wrap decides at run time, on the value itself. */
import type { RuleContext } from '../../detect/rule.ts';
import { memberKey } from '../../parse/tree.ts';
import type { SiteKind } from '../../site.ts';
import { isForeignPackage, type Origin } from '../../values/origin.ts';
import { calledMember, type MethodCall } from './call-forms.ts';
import { type ClientMethods, endsWith, isClaimedModule, type MethodPath } from './client-methods.ts';
import { isRequestLiteral, reasonAgainst } from './request-literal.ts';

export interface ShapedCandidate {
  readonly call: MethodCall;
  readonly found: MethodPath;
  readonly receiver: Origin | undefined;
}

export function bindShapedMethod(
  candidate: ShapedCandidate,
  methods: ClientMethods,
  context: RuleContext,
): void {
  if (!hasShape(candidate, methods)) return;
  const { call, found } = candidate;
  const { kind = 'llm' } = methods.client;
  const reason = reasonNot(candidate, kind, context);
  if (reason !== undefined) context.miss(call, kind, reason);
  else context.bind(call, methods.spec('shaped', found.path));
}

/** Whether it looks like the client's at all; what does not is not worth a near miss. */
function hasShape({ call, found, receiver }: ShapedCandidate, methods: ClientMethods): boolean {
  const { shape, keys, unless, after } = found.method;
  const path = receiver?.path ?? [];
  if (shape === undefined || unless?.some((name) => path.includes(name))) return false;
  if (after !== undefined && !endsWith(path, after)) return false;
  if (shape !== 'named') return true;
  return isNamed(call, path, methods) && (keys === undefined || isRequestLiteral(call, keys, 'every'));
}

/** `ollama.chat`, `this.ollama.chat`; the result of a function is named `ollama()`. */
function isNamed(call: MethodCall, path: readonly string[], { client }: ClientMethods): boolean {
  const { object } = calledMember(call);
  // What a type says of it hides its name.
  const own =
    object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' ? memberKey(object) : '';
  const last = path.at(-1) === '()' ? `${path.at(-2)}()` : (path.at(-1) ?? '');
  return client.named?.test(last) === true || client.named?.test(own ?? '') === true;
}

/** Why a call of this shape is not the client's, where the text shows it. */
function reasonNot(candidate: ShapedCandidate, kind: SiteKind, context: RuleContext): string | undefined {
  const { call, found, receiver } = candidate;
  if (isForeignPackage(receiver) && !receiver?.wraps && !couldBeClient(candidate)) {
    return `its receiver comes from "${receiver?.module}", which is no known ${CLIENT_OF[kind] ?? 'client'}`;
  }
  if (context.isOwn(calledMember(call))) return 'it is a function of this file';
  const { keys } = found.method;
  return keys === undefined ? undefined : reasonAgainst(call, keys);
}

const CLIENT_OF: Partial<Record<SiteKind, string>> = {
  llm: 'LLM client',
  queue: "queue's client",
  fetch: 'HTTP client',
};

/** A package that is not listed may still be the client: a workspace's wrapper, a fork. */
function couldBeClient({ call, found: { method }, receiver }: ShapedCandidate): boolean {
  const { shape, keys } = method;
  if (shape === 'distinct') return true;
  if (isClaimedModule(receiver?.module ?? '')) return false;
  return shape === 'named' ? keys === undefined : isRequestLiteral(call, keys ?? [], 'some');
}
