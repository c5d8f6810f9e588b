export { typeCheckerOf } from './checker.ts';
export type { ModuleHint } from './detect/module-kind.ts';
export type { TypeChecker } from './detect/type-checker.ts';
export type { Message } from './messages.ts';
export type { Options } from './options.ts';
export type { Lang } from './parse/parse.ts';
export type { Confidence, FoundSite, NearMiss, SiteKind } from './site.ts';
export {
  prefilter as glance,
  prefilter,
  type Result,
  routeOfFile,
  transform,
  typedPrefilter as typedGlance,
} from './transform.ts';
export {
  type BabelProgram,
  type TreeResult,
  type TypeScriptProgram,
  type TypeScriptResult,
  transformBabel,
  transformTypeScript,
} from './transform-tree.ts';
