/**
 * NestJS calls its routes itself, as methods of classes, so the site is the creation of its server. What its scheduler
 * calls and its filters are methods that are entered; so is what microservices and gateways are asked.
 */

import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { calledValue, type MethodDefinition, memberKey, type Node, propertyName } from '../../parse/tree.ts';

const MODULE = '@nestjs/core';
const SCHEDULED: Readonly<Record<string, string>> = {
  Cron: 'cron',
  Interval: 'interval',
  Timeout: 'timeout',
};
const ASKED: Readonly<Record<string, string>> = {
  MessagePattern: '@nestjs/microservices',
  EventPattern: '@nestjs/microservices',
  SubscribeMessage: '@nestjs/websockets',
};

export const nest: Rule = {
  name: 'nest-server',
  hints: [
    '\\bNestFactory\\b',
    '@(?:Cron|Interval|Timeout|Catch|MessagePattern|EventPattern|SubscribeMessage)\\(',
  ],
  visit: { CallExpression: bindNestServer, MethodDefinition: enterMethod },
};

/** `NestFactory.create(AppModule)`. */
function bindNestServer(node: NodeOf<'CallExpression'>, context: RuleContext): void {
  const callee = calledValue(node);
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'create') return;
  const origin = context.origin(callee.object);
  if (origin?.module !== MODULE || origin.path.at(-1) !== 'NestFactory') return;
  context.bind(node, { helper: 'nest', kind: 'handler', confidence: 'proven' });
}

function enterMethod(method: MethodDefinition, context: RuleContext): void {
  if (method.kind !== 'method' || method.static || !method.value.body) return;
  const name = propertyName(method) ?? '';
  if (name === 'catch' && isFilter(method, context))
    context.enter(method.value, specOf('enterFailure', name, {}));
  for (const { expression } of method.decorators ?? []) {
    const decorator = decoratorOf(expression, context);
    if (decorator === undefined) continue;
    const { module, decorates, text } = decorator;
    const schedule = SCHEDULED[decorates];
    if (module === '@nestjs/schedule' && schedule !== undefined) {
      const facts = { schedule: text === undefined ? schedule : `${schedule} ${text}` };
      context.enter(method.value, { ...specOf('enterTick', name, facts), kind: 'boundary' });
    } else if (module !== undefined && ASKED[decorates] === module) {
      context.enter(method.value, specOf('enterWork', name, { span: text ?? name }));
    }
  }
}

const specOf = (helper: SiteSpec['helper'], name: string, facts: Record<string, string>): SiteSpec => ({
  helper,
  kind: 'handler',
  confidence: 'proven',
  function: name,
  facts,
});

interface Decorator {
  readonly module: string | undefined;
  readonly decorates: string;
  /** Its literal argument. */
  readonly text: string | undefined;
}

function decoratorOf(node: Node, context: RuleContext): Decorator | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const origin = context.origin(node.callee);
  const literal = node.arguments.find((it) => it.type === 'Literal');
  return {
    module: origin?.module,
    decorates: origin?.path.at(-1) ?? '',
    text: literal?.type === 'Literal' ? `${literal.value}` : undefined,
  };
}

/** `@Catch(…) class { catch(exception, host) {} }`. */
const isFilter = (method: Node, context: RuleContext): boolean => {
  const owner = method.parent?.parent;
  if (owner?.type !== 'ClassDeclaration' && owner?.type !== 'ClassExpression') return false;
  return owner.decorators.some(({ expression }) => {
    const decorator = decoratorOf(expression, context);
    return decorator?.module === '@nestjs/common' && decorator.decorates === 'Catch';
  });
};
