import type { Edit, Remove } from '../edit.ts';
import { type Message, type Refusal, type TraceRequest, traceRefused } from '../messages.ts';
import type { PlaceOf } from '../parse/author-places.ts';
import {
  bareExpression,
  type Callable,
  type CallExpression,
  calledValue,
  isCallable,
  type Node,
  rangeOf,
} from '../parse/tree.ts';
import { type Binding, functionAround, scopeOf } from '../scope/binding.ts';
import type { Analysis } from '../scope/scope.ts';
import type { FoundSite, NearMiss, Site, SiteKind } from '../site.ts';
import { isOneOfModules, type Origin } from '../values/origin.ts';
import type { OriginResolver } from '../values/origins.ts';
import { bodyOf, type EnterableBody, handedArguments } from './function-body.ts';
import { calleeText, functionName, inferredName, methodAround, nameStart } from './naming.ts';
import { openEndOf } from './open-end.ts';
import { type PendingBind, resolveChains } from './optional-chains.ts';
import type { NodeOf, RuleContext, SiteSpec } from './rule.ts';
import type { DeclaredMember, TypeChecker } from './type-checker.ts';
import { Untouchable } from './untouchable.ts';

/** The results of all rules for one file. */
export interface Findings {
  readonly edits: readonly Edit[];
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
  readonly messages: readonly Message[];
}

const IGNORED = 'ignored by a comment';

/** Helpers that look at no argument of the body that they enter. */
const ARGUMENTLESS: ReadonlySet<string> = new Set(['enter', 'enterDrain', 'enterTick']);

const SLOPPY_EVAL: Refusal = {
  reason: 'it holds a sloppy eval',
  wayOut: 'Call it indirectly, as in `(0, eval)(text)`',
};

export interface FileContextOptions {
  readonly file: string;
  readonly text: string;
  readonly placeOf: PlaceOf;
  readonly program: NodeOf<'Program'>;
  readonly browser: boolean;
  readonly origins: OriginResolver;
  readonly types: TypeChecker | undefined;
  readonly ignored: (node: Node) => boolean;
  readonly analysis: Pick<Analysis, 'texts' | 'runners'>;
  /** By the whole file; a function's own directive is not asked for. */
  readonly strict: boolean;
}

/** Collects the edits, sites and misses of one file. The first rule that claims a node gets it. */
export class FileContext implements RuleContext {
  readonly text: string;
  readonly #placeOf: PlaceOf;
  /** The rule that is running. */
  rule = '';
  readonly file: string;
  readonly program: NodeOf<'Program'>;
  readonly browser: boolean;
  readonly #origins: OriginResolver;
  readonly #types: TypeChecker | undefined;
  readonly #ignored: (node: Node) => boolean;
  readonly #edits: Edit[] = [];
  readonly #binds: PendingBind[] = [];
  readonly #claimed = new Set<Node>();
  readonly #sites = new Map<Site, string>();
  readonly #misses: NearMiss[] = [];
  readonly #messages: Message[] = [];
  readonly #imports = new Map<readonly string[], boolean>();
  #modules: readonly string[] | undefined;

  readonly #analysis: Pick<Analysis, 'texts' | 'runners'>;
  readonly #strict: boolean;
  #untouchable: Untouchable | undefined;

  constructor(options: FileContextOptions) {
    const { file, text, program, browser, placeOf, origins, types, ignored, analysis, strict } = options;
    this.text = text;
    this.program = program;
    this.browser = browser;
    this.#placeOf = placeOf;
    this.file = file;
    this.#origins = origins;
    this.#types = types;
    this.#ignored = ignored;
    this.#analysis = analysis;
    this.#strict = strict;
  }

  origin(expression: Node): ReturnType<OriginResolver['origin']> {
    return this.#origins.origin(expression);
  }

  origins(expression: Node): readonly Origin[] {
    return this.#origins.origins(expression);
  }

  imports(modules: readonly string[]): boolean {
    const known = this.#imports.get(modules);
    if (known !== undefined) return known;
    this.#modules ??= [...this.#origins.modules(), ...dynamicImports(this.text)];
    const answer = this.#modules.some((module) => isOneOfModules(modules, module));
    this.#imports.set(modules, answer);
    return answer;
  }

  isOwn(expression: Node): boolean {
    return this.#origins.isOwn(expression);
  }

  resolve(name: string, at: Node): Binding | 'dynamic' | undefined {
    return this.#origins.resolve(name, at);
  }

  isGlobal(name: string, at: Node): boolean {
    return this.#origins.isGlobal(name, at);
  }

  declared(call: CallExpression): DeclaredMember | undefined {
    return this.#types?.declared(rangeOf(call));
  }

  line(offset: number): number {
    return this.#placeOf(offset).line;
  }

  wrap(expression: Node, spec: SiteSpec): void {
    const call = callOf(expression);
    const awaited = call && isAwaited(call, spec);
    const facts = { ...spec.facts, awaited, name: inferredName(expression) };
    const site = this.#site(expression, expression, { ...spec, facts });
    if (site === undefined) return;
    const parent = expression.parent;
    const shorthand = parent?.type === 'Property' && parent.shorthand;
    this.#edits.push({
      verb: 'wrap',
      helper: spec.helper,
      range: rangeOf(expression),
      site,
      openEnd: openEndOf(expression),
      unnamed: spec.unnamed,
      pure: isPure(expression),
      ...(shorthand ? { shorthand } : {}),
    });
  }

  bind(call: CallExpression, spec: SiteSpec): void {
    const callee = calledValue(call);
    if (callee.type !== 'MemberExpression') return;
    // `a?.create!(q)`: what joins the two would stand before the `!`.
    if (callee !== call.callee && callee.optional) return this.miss(call, spec.kind, 'a cast ends its chain');
    if (callee.object.type === 'Super' || callee.property.type === 'PrivateIdentifier') return;
    if (call.parent?.type === 'Decorator') return; // a decorator's grammar does not allow `helper(…)(…)`
    const facts = { ...spec.facts, awaited: isAwaited(call, spec), callee: calleeText(callee) };
    const site = this.#site(call, callee.property, { ...spec, facts });
    if (site === undefined) return;
    const edit = {
      verb: 'bind',
      helper: spec.helper,
      site,
      callee: rangeOf(callee),
      receiver: rangeOf(callee.object),
      key: rangeOf(callee.property),
      computed: callee.computed,
      optionalReceiver: callee.optional,
      optionalCall: call.optional,
    } as const;
    this.#binds.push({ call, callee, edit });
  }

  refusal(fn: Callable): Refusal | undefined {
    const body = this.#bodyOf(fn);
    if ('reason' in body) return body;
    const reason = this.#whyUntouchable(fn);
    return reason === undefined ? undefined : { reason, wayOut: 'Move the function out of it' };
  }

  refuse(fn: Callable, request: TraceRequest, refusal: Refusal): void {
    const isIgnored = this.#ignored(fn);
    this.miss(fn, 'traced', isIgnored ? IGNORED : refusal.reason);
    if (isIgnored) return;
    const { file, line } = this.#placeOf(nameStart(methodAround(fn) ?? fn));
    this.#messages.push(traceRefused({ file, line, request, refusal }));
  }

  #whyUntouchable(node: Node): string | undefined {
    this.#untouchable ??= new Untouchable(this.#analysis, this.#origins, (offset) => this.line(offset));
    return this.#untouchable.reason(bareExpression(node));
  }

  enter(fn: Callable, spec: SiteSpec): boolean {
    const body = this.#bodyOf(fn);
    if ('reason' in body) {
      this.miss(fn, spec.kind, body.reason);
      return false;
    }
    const site = this.#site(fn, methodAround(fn) ?? fn, spec);
    if (site === undefined) return false;
    const args = spec.argless || ARGUMENTLESS.has(spec.helper) ? [] : handedArguments(fn);
    const waits = spec.helper === 'enterLambda' && body.kind === 1;
    const self = spec.helper === 'enterEntry' || spec.helper === 'enterWork';
    this.#edits.push({ verb: 'enter', helper: spec.helper, site, args, self, waits, ...body });
    return true;
  }

  #bodyOf(fn: Callable): EnterableBody | Refusal {
    const isDynamic = scopeOf(fn, this.#origins.scopes).dynamic;
    return isDynamic ? SLOPPY_EVAL : bodyOf(fn, this.#strict);
  }

  remove(node: Node, mend: Pick<Remove, 'semicolonAt' | 'enclose'>): void {
    this.#edits.push({ verb: 'remove', range: rangeOf(node), ...mend });
  }

  miss(at: Node, kind: SiteKind, reason: string): void {
    if (this.#claimed.has(at)) return;
    const around = functionName(functionAround(at));
    this.#misses.push({ ...this.#placeOf(at.start), kind, rule: this.rule, reason, function: around });
  }

  findings(): Findings {
    const { edits, dropped } = resolveChains(this.#binds);
    for (const { bind, reason } of dropped) {
      this.#sites.delete(bind.edit.site);
      this.#claimed.delete(bind.call);
      this.miss(bind.call, bind.edit.site.kind, reason);
    }
    const sites = [...this.#sites].map(([site, rule]) => this.#found(site, rule));
    // At equal ranges, edits of a body go outside those of an expression.
    const enters = this.#edits.filter(({ verb }) => verb === 'enter');
    const others = this.#edits.filter(({ verb }) => verb !== 'enter');
    return {
      edits: [...enters, ...others, ...edits],
      sites,
      misses: this.#misses,
      messages: this.#messages,
    };
  }

  /** Nothing can be done in this file: all that was found is missed. */
  findingsWithout(reason: string): Findings & { readonly module: 'cjs'; readonly why: string | undefined } {
    const { sites, misses, messages } = this.findings();
    const missed = sites.map(({ file, line, column, kind, rule, function: around }) => ({
      ...{ file, line, column, kind, rule, reason },
      function: around,
    }));
    const why = sites.length === 0 ? undefined : reason;
    return { edits: [], sites: [], misses: [...misses, ...missed], messages, module: 'cjs', why };
  }

  #site(node: Node, method: Node, spec: SiteSpec): Site | undefined {
    if (this.#claimed.has(node)) return undefined;
    if (this.#ignored(node)) {
      this.miss(node, spec.kind, IGNORED);
      return undefined;
    }
    const reason = this.#whyUntouchable(node);
    if (reason !== undefined) {
      this.miss(node, spec.kind, reason);
      return undefined;
    }
    this.#claimed.add(node);
    const facts: Record<string, string> = {};
    for (const [key, value] of Object.entries(spec.facts ?? {})) if (value !== undefined) facts[key] = value;
    const site: Site = {
      kind: spec.kind,
      confidence: spec.confidence,
      at: isCallable(node) ? nameStart(method) : node.start,
      methodAt: nameStart(method),
      function: spec.function ?? functionName(isCallable(node) ? node : functionAround(node)),
      facts,
    };
    this.#sites.set(site, this.rule);
    return site;
  }

  #found(site: Site, rule: string): FoundSite {
    const place = this.#placeOf(site.at);
    const method = this.#placeOf(site.methodAt);
    const { kind, confidence, facts } = site;
    return {
      ...place,
      methodLine: method.line,
      methodColumn: method.column,
      kind,
      rule,
      confidence,
      function: site.function,
      facts,
    };
  }
}

/** The modules of `import(…)` in expressions and in types; a search of the text, since types are not walked. */
const dynamicImports = (text: string): string[] =>
  text.includes('import(')
    ? [...text.matchAll(/\bimport\(\s*['"`]([^'"`]+)/g)].map(([, module = '']) => module)
    : [];

/** A value of its own; `PURE` would speak of what is called, too, where it is a callee. */
function isPure(expression: Node): boolean {
  const { parent } = expression;
  switch (parent?.type) {
    case 'VariableDeclarator':
    case 'Property':
    case 'PropertyDefinition':
    case 'ExportDefaultDeclaration':
      return true;
    default:
      return parent !== null && parent !== undefined && bareExpression(parent) !== parent && isPure(parent);
  }
}

/** `await call(…)`: nobody else can come for what a model's call gives. */
function isAwaited(call: Node, spec: Pick<SiteSpec, 'kind'>): '1' | undefined {
  const { parent } = call;
  if (spec.kind !== 'llm' || !parent) return undefined;
  if (parent.type === 'AwaitExpression') return '1';
  return bareExpression(parent) === bareExpression(call) ? isAwaited(parent, spec) : undefined;
}

/** The call whose callee an expression is. */
function callOf(expression: Node): Node | undefined {
  for (let at = expression; at.parent; at = at.parent) {
    if (at.parent.type === 'CallExpression') return at.parent.callee === at ? at.parent : undefined;
    if (bareExpression(at.parent) !== bareExpression(expression)) return undefined;
  }
  return undefined;
}
