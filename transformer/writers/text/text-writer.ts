/** Applies a plan to the author's text. Nothing is re-printed, and no line moves. */
import MagicString, { type SourceMap } from 'magic-string';
import type { Bind, Chain, Edit, Enter, OpenEnd, OptionalLink, Remove, Wrap } from '../../edit.ts';
import { type EditPlan, PURE } from '../edit-plan.ts';
import { skipTrivia } from '../trivia.ts';
import { Insertions } from './insertions.ts';

const FIRST = Number.POSITIVE_INFINITY;

const MARK = `/* ${PURE} */ `;
const MARKED_PURE = /\/\*\s*[@#]__PURE__\s*\*\/\s*$/;

/** What can follow a call; of these a statement or a class member can begin with some. */
const CONTINUES = /^(?:[([`+\-*/<.,?=&|%^>!]|in\b|instanceof\b|as\b|satisfies\b)/;

export interface WrittenText {
  readonly code: string;
  readonly map: () => SourceMap;
}

export function writeText(text: string, file: string, plan: EditPlan): WrittenText {
  const insertions = new Insertions();
  new TextWriter(text, plan, insertions).write();
  const output = new MagicString(text);
  insertions.applyTo(output);
  return {
    code: output.toString(),
    map: () => output.generateMap({ source: file, includeContent: true, hires: 'boundary' }),
  };
}

class TextWriter {
  readonly #text: string;
  readonly #plan: EditPlan;
  readonly #insertions: Insertions;
  readonly #chains: readonly Chain[];
  readonly #binds: readonly Bind[];
  readonly #ended = new Set<OpenEnd>();

  constructor(text: string, plan: EditPlan, insertions: Insertions) {
    this.#text = text;
    this.#plan = plan;
    this.#insertions = insertions;
    this.#chains = plan.edits.filter((edit) => edit.verb === 'chain');
    this.#binds = plan.edits.filter((edit) => edit.verb === 'bind');
  }

  write(): void {
    this.#import();
    for (const edit of this.#plan.edits) this.#perform(edit);
  }

  #perform(edit: Edit): void {
    switch (edit.verb) {
      case 'wrap':
        return this.#wrap(edit);
      case 'bind':
        return this.#bind(edit);
      case 'chain':
        return this.#chain(edit);
      case 'enter':
        return this.#enter(edit);
      case 'remove':
        return this.#remove(edit);
    }
  }

  #import(): void {
    const { names, runtime, module, importAt } = this.#plan;
    const from = JSON.stringify(runtime);
    const line =
      module === 'esm'
        ? `import * as ${names.helpers} from ${from}; `
        : `const ${names.helpers} = require(${from}); `;
    this.#insertions.open(importAt, line, FIRST);
  }

  /** `$ot.helper("site"` */
  #call({ helper, site }: Wrap | Bind | Enter): string {
    return `${this.#plan.names.helpers}.${helper}(${JSON.stringify(this.#plan.spell(site))}`;
  }

  #wrap(edit: Wrap): void {
    const { range, shorthand, unnamed } = edit;
    const key = shorthand ? `${this.#text.slice(range.start, range.end)}: ` : '';
    const call = unnamed ? this.#call(edit).replace(/^[^(]+/, '(0, $&)') : this.#call(edit);
    const isMarked = MARKED_PURE.test(this.#text.slice(Math.max(0, range.start - 60), range.start));
    // The author's mark speaks of our call now, and would no longer of the author's.
    const marks = isMarked ? ['', MARK] : [edit.pure ? MARK : '', ''];
    this.#insertions.around(range, `${key}${marks[0]}${call}, ${marks[1]}`, ')');
    this.#endStatement(edit.openEnd);
  }

  /** Where the next token would continue what ends here. */
  #endStatement(end: OpenEnd | undefined): void {
    if (end === undefined || this.#ended.has(end)) return;
    this.#ended.add(end);
    if (CONTINUES.test(this.#text.slice(skipTrivia(this.#text, end), skipTrivia(this.#text, end) + 11)))
      this.#insertions.close(end, ';', FIRST);
  }

  #bind(edit: Bind): void {
    const { receiver, callee, key, computed } = edit;
    const link = this.#lastLink(edit);
    if (link === undefined)
      this.#insertions.open(receiver.start, `${this.#call(edit)}, `, callee.end - callee.start);
    if (link?.object.end !== receiver.end) this.#joint(edit);
    const flags = (edit.optionalReceiver ? 1 : 0) | (edit.optionalCall ? 2 : 0);
    const end = `${flags === 0 ? '' : `, ${flags}`})${edit.optionalReceiver && !edit.optionalCall ? '?.' : ''}`;
    if (computed) return this.#insertions.replace(callee.end - 1, callee.end, end);
    this.#insertions.open(key.start, '"', 0);
    this.#insertions.close(key.end, `"${end}`, 0);
  }

  /** Replaces `.`, `?.`, `[` or `?.[` between receiver and key by a comma; comments and white space stay. */
  #joint({ receiver, computed }: Bind): void {
    let at = skipTrivia(this.#text, receiver.end);
    if (this.#text.startsWith('?.', at)) {
      this.#insertions.replace(at, at + 2, computed ? '' : ', ');
      if (!computed) return;
      at = skipTrivia(this.#text, at + 2);
    }
    this.#insertions.replace(at, at + 1, ', ');
  }

  #lastLink({ receiver }: Bind): OptionalLink | undefined {
    const chain = this.#chains.find(
      ({ range }) => range.start === receiver.start && range.end > receiver.end,
    );
    return chain?.links.findLast(({ object }) => object.end <= receiver.end);
  }

  #chain(chain: Chain): void {
    const { helpers } = this.#plan.names;
    const size = chain.range.end - chain.range.start;
    this.#insertions.open(chain.range.start, `${helpers}.chain(${helpers}.nil(`, size);
    this.#insertions.close(chain.range.end, ')', size);
    for (const [index, link] of chain.links.entries()) {
      const prefixes = this.#binds
        .filter((bind) => bind.receiver.start === chain.range.start && this.#lastLink(bind) === link)
        .sort((a, b) => b.callee.end - a.callee.end);
      const next = index + 1 < chain.links.length ? `${helpers}.nil(` : '';
      const opened = prefixes.map((bind) => `${this.#call(bind)}, `).join('');
      const isJoint = prefixes.some(({ receiver }) => receiver.end === link.object.end);
      this.#link(link, `) ? void 0 : ${next}${opened}`, isJoint);
    }
  }

  #link({ object, access }: OptionalLink, before: string, isJoint: boolean): void {
    const slot = `${this.#plan.names.helpers}.slot.v`;
    const at = skipTrivia(this.#text, object.end);
    const held = access === 'call' ? `(0, ${slot})` : slot;
    if (!isJoint)
      return this.#insertions.replace(at, at + 2, `${before}${held}${access === 'dot' ? '.' : ''}`);
    this.#insertions.replace(at, at + 2, `${before}${held}, `);
    if (access !== 'bracket') return;
    const bracket = skipTrivia(this.#text, at + 2);
    this.#insertions.replace(bracket, bracket + 1, '');
  }

  #enter(edit: Enter): void {
    const { scope, caught } = this.#plan.names;
    const { body, first, isExpression } = edit;
    const size = body.end - body.start;
    const args = argumentsText(edit.args) + (edit.self ? ', this' : '');
    const begin = `${edit.openDirective ? '; ' : ''}const ${scope} = ${this.#call(edit)}, ${edit.kind}${args}); try { `;
    const exit = `${edit.waits ? 'await ' : ''}${scope}.exit()`;
    const finish = `} catch (${caught}) { throw ${scope}.fail(${caught}); } finally { ${exit}; } `;
    if (isExpression) this.#insertions.around(body, `{ ${begin}return ${scope}.end(`, `); ${finish}}`);
    else if (first === body.end - 1) return this.#insertions.close(first, ` ${begin}${finish}`, size);
    else {
      this.#insertions.open(first, begin, size);
      this.#insertions.close(body.end - 1, finish, size);
    }
    for (const { range, sequence } of edit.returns) {
      this.#insertions.around(range, `${scope}.end(${sequence ? '(' : ''}`, sequence ? '))' : ')');
    }
    for (const end of edit.openEnds) this.#endStatement(end);
    for (const suspension of edit.suspensions) this.#suspend(suspension, scope);
    for (const block of edit.resumes) this.#insertions.open(block.start + 1, ` ${scope}.in();`, size);
  }

  #suspend({ how, range, argument }: Enter['suspensions'][number], scope: string): void {
    if (how === 'iterate') return this.#insertions.around(range, `${scope}.over(`, ')');
    this.#insertions.around(range, `${scope}.in(`, ')');
    const hand = `${scope}.${how === 'await' ? 'out' : 'give'}(`;
    if (argument === undefined) this.#insertions.close(range.end, ` ${hand})`, 0);
    else this.#insertions.around(argument, hand, ')');
  }

  #remove({ range: { start, end }, semicolonAt, enclose }: Remove): void {
    if (enclose !== undefined) {
      this.#insertions.open(enclose.start, '(', enclose.end - enclose.start);
      this.#insertions.close(enclose.end, ')', 0);
    }
    if (semicolonAt !== undefined) this.#insertions.close(semicolonAt, ';', FIRST);
    this.#insertions.replace(start, end, this.#text.slice(start, end).replace(/[^\n\r\u2028\u2029]+/g, ''));
  }
}

const argumentsText = (args: Enter['args']): string =>
  args === 'arguments' ? ', arguments' : args.length === 0 ? '' : `, [${args.join(', ')}]`;
