import type { Edit } from '../edit.ts';
import { Lines } from '../parse/lines.ts';
import { type Callable, type CallExpression, isCallable, type Node, rangeOf } from '../parse/tree.ts';
import { type Binding, functionAround, scopeOf } from '../scope/scope.ts';
import type { FoundSite, NearMiss, Site, SiteKind } from '../site.ts';
import { isOneOf, type Origin } from '../values/origin.ts';
import type { Names } from '../values/origins.ts';
import { argumentsOf, type Body, bodyOf } from './function-body.ts';
import { calleeText, functionName, inferredName, methodOf, startOf } from './naming.ts';
import { type PendingBind, resolveChains } from './optional-chains.ts';
import type { File, Say } from './rule.ts';
import type { Declared, Types } from './type-checker.ts';

/** What a file's rules said. */
export interface Findings {
  readonly edits: readonly Edit[];
  readonly sites: readonly FoundSite[];
  readonly misses: readonly NearMiss[];
}

export interface LookOptions {
  readonly file: string;
  readonly text: string;
  readonly names: Names;
  readonly types: Types | undefined;
  readonly ignored: (node: Node) => boolean;
}

/** Takes down what rules say of one file. Each node is claimed by the first rule that speaks of it. */
export class Look implements File {
  readonly text: string;
  readonly lines: Lines;
  /** The rule that speaks. */
  rule = '';
  readonly #file: string;
  readonly #names: Names;
  readonly #types: Types | undefined;
  readonly #ignored: (node: Node) => boolean;
  readonly #edits: Edit[] = [];
  readonly #binds: PendingBind[] = [];
  readonly #claimed = new Set<Node>();
  readonly #sites = new Map<Site, string>();
  readonly #misses: NearMiss[] = [];
  readonly #imports = new Map<readonly string[], boolean>();
  #modules: readonly string[] | undefined;

  constructor({ file, text, names, types, ignored }: LookOptions) {
    this.text = text;
    this.lines = new Lines(text);
    this.#file = file;
    this.#names = names;
    this.#types = types;
    this.#ignored = ignored;
  }

  origin(expression: Node): ReturnType<Names['origin']> {
    return this.#names.origin(expression);
  }

  origins(expression: Node): readonly Origin[] {
    return this.#names.origins(expression);
  }

  imports(modules: readonly string[]): boolean {
    const known = this.#imports.get(modules);
    if (known !== undefined) return known;
    this.#modules ??= [...this.#names.modules(), ...dynamicImports(this.text)];
    const answer = this.#modules.some((module) => isOneOf(modules, module));
    this.#imports.set(modules, answer);
    return answer;
  }

  isOwn(expression: Node): boolean {
    return this.#names.isOwn(expression);
  }

  resolve(name: string, at: Node): Binding | 'dynamic' | undefined {
    return this.#names.resolve(name, at);
  }

  isGlobal(name: string, at: Node): boolean {
    return this.#names.isGlobal(name, at);
  }

  declared(call: CallExpression): Declared | undefined {
    return this.#types?.declared(rangeOf(call));
  }

  line(offset: number): number {
    return this.lines.at(offset).line;
  }

  wrap(expression: Node, say: Say): void {
    const facts = { ...say.facts, name: inferredName(expression) };
    const site = this.#site(expression, expression, { ...say, facts });
    if (site === undefined) return;
    const parent = expression.parent;
    const shorthand = parent?.type === 'Property' && parent.shorthand;
    this.#edits.push({
      verb: 'wrap',
      helper: say.helper,
      range: rangeOf(expression),
      site,
      ...(shorthand ? { shorthand } : {}),
    });
  }

  bind(call: CallExpression, say: Say): void {
    const { callee } = call;
    if (callee.type !== 'MemberExpression') return;
    if (callee.object.type === 'Super' || callee.property.type === 'PrivateIdentifier') return;
    if (call.parent?.type === 'Decorator') return; // its grammar has no room for a call that is called
    const facts = { ...say.facts, callee: calleeText(callee) };
    const site = this.#site(call, callee.property, { ...say, facts });
    if (site === undefined) return;
    const edit = {
      verb: 'bind',
      helper: say.helper,
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

  refusal(fn: Callable): string | undefined {
    const body = this.#bodyOf(fn);
    return typeof body === 'string' ? body : undefined;
  }

  enter(fn: Callable, say: Say): boolean {
    const body = this.#bodyOf(fn);
    if (typeof body === 'string') {
      this.miss(fn, say.kind, body);
      return false;
    }
    const site = this.#site(fn, methodOf(fn) ?? fn, say);
    if (site === undefined) return false;
    const args = say.helper === 'enter' ? [] : argumentsOf(fn);
    const waits = say.helper === 'enterLambda' && body.kind === 1;
    const self = say.helper === 'enterEntry';
    this.#edits.push({ verb: 'enter', helper: say.helper, site, args, self, waits, ...body });
    return true;
  }

  #bodyOf(fn: Callable): Body | string {
    return scopeOf(fn, this.#names.scopes).dynamic ? 'it holds a sloppy eval' : bodyOf(fn);
  }

  remove(node: Node, semicolonAt?: number): void {
    const more = semicolonAt === undefined ? {} : { semicolonAt };
    this.#edits.push({ verb: 'remove', range: rangeOf(node), ...more });
  }

  miss(at: Node, kind: SiteKind, reason: string): void {
    if (this.#claimed.has(at)) return;
    const { line, column } = this.lines.at(at.start);
    this.#misses.push({ file: this.#file, line, column, kind, rule: this.rule, reason });
  }

  findings(): Findings {
    const { edits, dropped } = resolveChains(this.#binds);
    for (const { bind, reason } of dropped) {
      this.#sites.delete(bind.edit.site);
      this.#claimed.delete(bind.call);
      this.miss(bind.call, bind.edit.site.kind, reason);
    }
    const sites = [...this.#sites].map(([site, rule]) => this.#found(site, rule));
    // Where ranges are the same, what belongs to a body stands around what belongs to an expression.
    const enters = this.#edits.filter(({ verb }) => verb === 'enter');
    const others = this.#edits.filter(({ verb }) => verb !== 'enter');
    return { edits: [...enters, ...others, ...edits], sites, misses: this.#misses };
  }

  #site(node: Node, method: Node, say: Say): Site | undefined {
    if (this.#claimed.has(node)) return undefined;
    if (this.#ignored(node)) {
      this.miss(node, say.kind, 'ignored by a comment');
      return undefined;
    }
    this.#claimed.add(node);
    const facts: Record<string, string> = {};
    for (const [key, value] of Object.entries(say.facts ?? {})) if (value !== undefined) facts[key] = value;
    const site: Site = {
      kind: say.kind,
      confidence: say.confidence,
      at: isCallable(node) ? startOf(method) : node.start,
      methodAt: startOf(method),
      function: say.function ?? functionName(isCallable(node) ? node : functionAround(node)),
      facts,
    };
    this.#sites.set(site, this.rule);
    return site;
  }

  #found(site: Site, rule: string): FoundSite {
    const { line, column } = this.lines.at(site.at);
    const method = this.lines.at(site.methodAt);
    const { kind, confidence, facts } = site;
    return {
      file: this.#file,
      line,
      column,
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

/** Of expressions and of types, which are not walked. */
const dynamicImports = (text: string): string[] =>
  text.includes('import(')
    ? [...text.matchAll(/\bimport\(\s*['"`]([^'"`]+)/g)].map(([, module = '']) => module)
    : [];
