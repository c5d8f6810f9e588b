import ts from 'typescript';
import { writeTypeScript } from '../../transformer/writers/typescript/typescript-writer.ts';
import { type Compared, type Input, oneSpaced } from './compare.ts';

/** Nothing is elided or lowered, so that what differs is what the writers did. */
const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  jsx: ts.JsxEmit.Preserve,
  experimentalDecorators: false,
  useDefineForClassFields: true,
  verbatimModuleSyntax: true,
  removeComments: true,
};

/** The text writer's output as TypeScript emits it, and what it emits through the TypeScript writer. */
export function byTypeScript({ file, text, order, written }: Input): Compared {
  let refused = order.edits.length;
  const before = (context: ts.TransformationContext) => (source: ts.SourceFile) => {
    const result = writeTypeScript({ ts, context, file: source }, order);
    refused = result.refused.length;
    return result.tree;
  };
  const { Force, Legacy } = ts.ModuleDetectionKind;
  const options = { ...compilerOptions, moduleDetection: order.module === 'esm' ? Force : Legacy };
  const emit = (input: string, transformers: ts.CustomTransformers = {}) =>
    ts.transpileModule(input, { compilerOptions: options, fileName: file, transformers }).outputText;
  const tree = oneSpaced(emit(text, { before: [before] }));
  return { tree, text: oneSpaced(emit(written)), refused };
}
