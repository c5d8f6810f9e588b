import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { type TypeScriptResult, transformTypeScript } from './transform-tree.ts';

type Change = (node: ts.Node, factory: ts.NodeFactory) => ts.Node | undefined;

/** What TypeScript emits, after another plugin has changed the tree. */
function emitted(text: string, change: Change = () => undefined): { code: string; result: TypeScriptResult } {
  let result: TypeScriptResult | undefined;
  const other = (context: ts.TransformationContext) => (file: ts.SourceFile) => {
    const visit = (node: ts.Node): ts.Node =>
      change(node, context.factory) ?? ts.visitEachChild(node, visit, context);
    return ts.visitEachChild(file, visit, context);
  };
  const ours = (context: ts.TransformationContext) => (file: ts.SourceFile) => {
    result = transformTypeScript({ ts, context, file });
    return result.tree;
  };
  const { outputText } = ts.transpileModule(text, {
    fileName: 'a.ts',
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    transformers: { before: [other, ours] },
  });
  if (result === undefined) throw new Error('no file was emitted');
  return { code: outputText, result };
}

/** Another plugin's `name(…)`, which stands nowhere in the text. */
const replaces =
  (name: string, by: (call: ts.CallExpression, factory: ts.NodeFactory) => ts.Node): Change =>
  (node, factory) =>
    ts.isCallExpression(node) && node.expression.getText() === name ? by(node, factory) : undefined;

describe('a tree that another plugin changed', () => {
  const SOURCE = `export const a = fetch('a');
export async function f(): Promise<void> { 'use trace'; await gone(); }
export const b = ask(fetch('b'));
`;

  test('keeps the edits whose nodes are there, and tells of the others', () => {
    const { code, result } = emitted(
      SOURCE,
      replaces('gone', (_, factory) => factory.createIdentifier('other')),
    );
    expect(code).toContain('import * as $ot from "onetrace/inject";');
    expect(code).toContain('a = $ot.fetch(');
    expect(code).toContain("'use trace';\n    await other;");
    expect(code).not.toContain('$x');
    expect(result.messages.map(({ text }) => text)).toEqual([
      'a.ts:2 carries no trace, because another plugin changed it before. Put onetrace before that plugin.',
    ]);
    expect(result.sites.map(({ line }) => line)).toEqual([1, 3]);
  });

  test('looks inside what the plugin made', () => {
    const { code, result } = emitted(
      SOURCE,
      replaces('ask', (call, factory) => factory.createArrayLiteralExpression(call.arguments)),
    );
    expect(code).toMatch(/b = \[\$ot\.fetch\(".*", fetch\)\('b'\)\]/);
    expect(result.messages).toEqual([]);
  });

  test('imports nothing where nothing is left to do', () => {
    const { code, result } = emitted("export const a = fetch('a');\n", (node, factory) =>
      ts.isIdentifier(node) && node.text === 'fetch' ? factory.createIdentifier('mine') : undefined,
    );
    expect(code).toBe("export const a = mine('a');\n");
    expect(result.messages).toHaveLength(1);
  });

  test('loses no optional chain by half', () => {
    const { code } = emitted(
      'export const a = client?.chat.completions.create(body)?.then(fetch(0));\n',
      (node, factory) =>
        ts.isIdentifier(node) && node.text === 'client' ? factory.createIdentifier('other') : undefined,
    );
    expect(code).toContain('other?.chat.completions.create(body)?.then($ot.fetch(');
  });
});

test('a tree with nothing to do is the very tree', () => {
  let same = false;
  const before = (context: ts.TransformationContext) => (file: ts.SourceFile) => {
    const { tree } = transformTypeScript({ ts, context, file });
    same = tree === file;
    return tree;
  };
  ts.transpileModule('export const a = 1;', { transformers: { before: [before] } });
  expect(same).toBe(true);
});

test('what is not touched is not lost: elided types, comments, pure marks', () => {
  const { code } = emitted(`/* licence */
import type { A } from './a';
import { B, unused } from './b';
/** doc */
export const a: A = /* @__PURE__ */ B(fetch('a')); // end
`);
  expect(code).toBe(`/* licence */
import * as $ot from "onetrace/inject";
import { B } from './b';
/** doc */
export const a = /* @__PURE__ */ B($ot.fetch("a.ts:5:39#", fetch)('a')); // end
`);
});
