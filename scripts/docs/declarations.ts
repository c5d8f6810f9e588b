/** What the sources say of themselves, read with TypeScript: members of interfaces, and exported functions. */
import ts from 'typescript';
import { ROOT } from '../packages.ts';

export interface Member {
  readonly name: string;
  readonly type: string;
  /** In Markdown. */
  readonly text: string;
}

export interface Exported {
  readonly name: string;
  readonly kind: 'function' | 'object' | 'type';
  readonly signatures: readonly string[];
  readonly text: string;
  readonly examples: readonly string[];
}

const FORMAT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

export class Declarations {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;

  constructor(files: readonly string[]) {
    const config = ts.readConfigFile(`${ROOT}tsconfig.base.json`, ts.sys.readFile).config as {
      compilerOptions: object;
    };
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
    this.#program = ts.createProgram(
      files.map((it) => ROOT + it),
      { ...options, noEmit: true, composite: false },
    );
    this.#checker = this.#program.getTypeChecker();
  }

  /** The properties that an interface declares itself. */
  membersOf(file: string, name: string): Member[] {
    const found = this.#sourceOf(file).statements.find(
      (it): it is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(it) && it.name.text === name,
    );
    if (found === undefined) throw new Error(`${file} has no interface ${name}`);
    return found.members.filter(ts.isPropertySignature).map((member) => ({
      name: member.name.getText(),
      type: member.type ? typeText(member.type) : '',
      text: docOf(this.#checker.getSymbolAtLocation(member.name), this.#checker),
    }));
  }

  /** What a file exports, in the order of its names. */
  exportsOf(file: string): Exported[] {
    const module = this.#checker.getSymbolAtLocation(this.#sourceOf(file));
    if (module === undefined) return [];
    return this.#checker
      .getExportsOfModule(module)
      .map((symbol) => this.#exported(symbol))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #exported(symbol: ts.Symbol): Exported {
    const checker = this.#checker;
    const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = own.declarations?.[0];
    const isValue = (own.flags & ts.SymbolFlags.Value) !== 0;
    const type = declaration && isValue ? checker.getTypeOfSymbolAtLocation(own, declaration) : undefined;
    const calls = type?.getCallSignatures() ?? [];
    return {
      name: symbol.name,
      kind: !isValue ? 'type' : calls.length > 0 ? 'function' : 'object',
      signatures: isValue
        ? calls.map((it) => symbol.name + checker.signatureToString(it, undefined, FORMAT))
        : [typeDeclaration(declaration)],
      text: docOf(own, checker),
      examples: own
        .getJsDocTags(checker)
        .filter(({ name }) => name === 'example')
        .map(({ text }) => ts.displayPartsToString(text).replace(/^```ts\n|\n```$/g, '')),
    };
  }

  #sourceOf(file: string): ts.SourceFile {
    const source = this.#program.getSourceFile(ROOT + file);
    if (source === undefined) throw new Error(`there is no ${file}`);
    return source;
  }
}

const typeText = (type: ts.TypeNode): string =>
  type
    .getText()
    .replace(/ \| undefined$/, '')
    .replace(/\s+/g, ' ');

function typeDeclaration(declaration: ts.Declaration | undefined): string {
  if (declaration === undefined) return '';
  const text = declaration.getText().replace(/^export (?:declare )?/, '');
  return text.replace(/[ \t]*\/\*\*[\s\S]*?\*\/\n/g, '').replace(/\n[ \t]*\/\/ biome-ignore.*/g, '');
}

const docOf = (symbol: ts.Symbol | undefined, checker: ts.TypeChecker): string =>
  ts
    .displayPartsToString(symbol?.getDocumentationComment(checker))
    .replace(/\{@link (\w+)\}/g, '`$1`')
    .replace(/([^\n])\n(?!\n)/g, '$1 ')
    .trim();
