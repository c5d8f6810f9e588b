/**
 * Edits a module by inserting text, so that everything else stays as it is. Each edit returns false where the
 * file has a form that is not understood, and then changes nothing.
 */
import { type Expression, type ObjectExpression, type Program, parseSync } from 'oxc-parser';
import { type Exported, exportedOf, objectOf, optionObjects, usesName } from './exported-config.ts';

export class ModuleSource {
  readonly #text: string;
  readonly #program: Program | undefined;
  readonly #insertions: { readonly at: number; readonly text: string }[] = [];

  constructor(file: string, text: string) {
    this.#text = text;
    const { program, errors } = parseSync(file, text);
    this.#program = errors.length === 0 ? program : undefined;
  }

  get text(): string {
    let text = this.#text;
    for (const { at, text: added } of this.#insertions.toSorted((a, b) => b.at - a.at)) {
      text = text.slice(0, at) + added + text.slice(at);
    }
    return text;
  }

  /** Whether onetrace is in the file already. */
  get isSetUp(): boolean {
    return this.#text.includes('@onetrace/plugins');
  }

  /** Inserts `element` at the beginning of the array at `path` of the exported object. */
  addToArray(path: readonly string[], element: string): boolean {
    const exported = this.#exported();
    const object = exported && objectOf(exported.expression, exported.program);
    return object !== undefined && this.#addBelow(object, path, element);
  }

  /** The same for the options object of each call of these functions: `build({ … })`, `esbuild.build({ … })`. */
  addToCalls(names: readonly string[], path: readonly string[], element: string): boolean {
    const program = this.#program;
    if (program === undefined) return false;
    const objects = new Set(optionObjects(program, names).map((it) => objectOf(it, program)));
    if (objects.size === 0 || objects.has(undefined)) return false;
    return [...objects].every((it) => it !== undefined && this.#addBelow(it, path, element));
  }

  /** `export default x` becomes `export default name(x)`. */
  wrapExport(name: string): boolean {
    const exported = this.#exported();
    if (exported === undefined) return false;
    const { start, end } = exported.expression;
    this.#insertions.push({ at: start, text: `${name}(` }, { at: end, text: ')' });
    return true;
  }

  /** As an `import`, or as a `require` where the file is CommonJS. False where the name is taken. */
  addImport(name: string, module: string): boolean {
    if (this.#program === undefined || usesName(this.#program, name)) return false;
    const { quote, end } = this.#style();
    const from = `${quote}${module}${quote}`;
    const isCommonJs = this.#isCommonJs();
    const line = isCommonJs
      ? `const { ${name} } = require(${from})${end}\n`
      : `import { ${name} } from ${from}${end}\n`;
    this.#insertions.push({ at: this.#importPosition(isCommonJs), text: line });
    return true;
  }

  /** Imports a module for its effect, before all others. */
  addEffectImport(specifier: string): boolean {
    if (this.#program === undefined) return false;
    const { quote, end } = this.#style();
    const from = `${quote}${specifier}${quote}`;
    const line = `${this.#isCommonJs() ? `require(${from})` : `import ${from}`}${end}\n`;
    this.#insertions.push({ at: this.#firstStatement(), text: line });
    return true;
  }

  /** No word of ES modules, and one of CommonJS. */
  #isCommonJs(): boolean {
    const body = this.#program?.body ?? [];
    const isModule = body.some(({ type }) => /^(?:Import|Export)/.test(type));
    return !isModule && /\brequire\(|\bexports\b/.test(this.#text);
  }

  #exported(): Exported | undefined {
    return this.#program && exportedOf(this.#program);
  }

  #addBelow(object: ObjectExpression, [key = '', ...rest]: readonly string[], element: string): boolean {
    const found = object.properties.find((it) => it.type === 'Property' && keyName(it.key) === key);
    if (found === undefined) {
      // A spread may bring the key along: an added one would be overridden, or would override it.
      if (object.properties.some(({ type }) => type === 'SpreadElement')) return false;
      this.#addProperty(object, `${key}: ${nested(rest, element)}`);
      return true;
    }
    if (found.type !== 'Property' || found.method || found.shorthand) return false;
    const value = bareValue(found.value);
    if (rest.length > 0) {
      return value.type === 'ObjectExpression' && this.#addBelow(value, rest, element);
    }
    if (value.type !== 'ArrayExpression') return false;
    this.#addElement(value.start, value.end, value.elements[0]?.start, element);
    return true;
  }

  #addElement(start: number, end: number, first: number | undefined, element: string): void {
    const isEmpty = first === undefined;
    const space = isEmpty ? '' : this.#text.slice(start + 1, first);
    const at = isEmpty || /\S/.test(space) ? start + 1 : first;
    const separator = isEmpty ? '' : space.includes('\n') ? `,${space.slice(space.lastIndexOf('\n'))}` : ', ';
    this.#insertions.push({ at: Math.min(at, end - 1), text: `${element}${separator}` });
  }

  #addProperty({ start, properties }: ObjectExpression, property: string): void {
    const [first] = properties;
    if (first === undefined) {
      this.#insertions.push({ at: start + 1, text: ` ${property} ` });
      return;
    }
    const space = this.#text.slice(start + 1, first.start);
    const isSpace = !/\S/.test(space);
    const separator = space.includes('\n') && isSpace ? `,${space.slice(space.lastIndexOf('\n'))}` : ', ';
    this.#insertions.push({ at: first.start, text: `${property}${separator}` });
  }

  #importPosition(isCommonJs: boolean): number {
    const body = this.#program?.body ?? [];
    const imports = body.filter((it) =>
      isCommonJs
        ? it.type === 'VariableDeclaration' && /\brequire\(/.test(this.#text.slice(it.start, it.end))
        : it.type === 'ImportDeclaration',
    );
    const last = imports.at(-1);
    if (last !== undefined) return this.#lineAfter(last.end);
    return this.#firstStatement();
  }

  #firstStatement(): number {
    const body = this.#program?.body ?? [];
    const first = body.find((it) => !('directive' in it && typeof it.directive === 'string'));
    return first === undefined ? this.#text.length : this.#beforeComments(first.start);
  }

  #lineAfter(offset: number): number {
    const at = this.#text.indexOf('\n', offset);
    return at === -1 ? this.#text.length : at + 1;
  }

  /** A comment right above a statement belongs to it, such as a JSDoc `@type`. */
  #beforeComments(start: number): number {
    const above = this.#text.slice(0, start);
    const comments = /(?:(?:\/\*[\s\S]*?\*\/|\/\/[^\n]*)\s*)+$/.exec(above);
    const at = comments?.index ?? start;
    return above.startsWith('#!') && at === 0 ? start : at;
  }

  #style(): { quote: string; end: string } {
    const double = this.#text.split('"').length;
    const single = this.#text.split("'").length;
    const lines = this.#text
      .split('\n')
      .filter((it) => /^(?:import|export default|const|module\.exports)\b/.test(it));
    const hasSemicolon = this.#text.includes(';') || lines.length === 0;
    return { quote: double > single ? '"' : "'", end: hasSemicolon ? ';' : '' };
  }
}

const keyName = (key: { type: string }): string | undefined => {
  if (key.type === 'Identifier') return (key as { name?: string }).name;
  return key.type === 'Literal' ? String((key as { value?: unknown }).value) : undefined;
};

function bareValue(node: Expression): Expression {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return bareValue(node.expression);
    default:
      return node;
  }
}

/** `[element]`, inside an object for each key. */
const nested = (path: readonly string[], element: string): string =>
  path.reduceRight((inner, key) => `{ ${key}: ${inner} }`, `[${element}]`);
