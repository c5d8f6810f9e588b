/** The module a value comes from, and the path to it: `default`, `new`, `chat` for `new OpenAI().chat`. */
import type { Node } from '../parse/tree.ts';

export interface Origin {
  /** The module that the value was imported from; undefined where unknown. */
  readonly module: string | undefined;
  /** Export name, then members; `new` for an instance, `()` for a call's result, `[]` for an element. */
  readonly path: readonly string[];
  /** The result of a function of the module that got another package's instance: `wrapOpenAI(new OpenAI())`. */
  readonly wraps?: boolean;
}

/** An origin that names its module. */
export interface ModuleOrigin extends Origin {
  readonly module: string;
}

export const originMember = <O extends Origin>(origin: O, name: string): O => ({
  ...origin,
  path: [...origin.path, name],
});

/** Whether it is imported from a package by name: not from a file of the program, nor through a path alias. */
export const isForeignPackage = (origin: Origin | undefined): boolean =>
  origin?.module !== undefined && PACKAGE.test(origin.module) && !FOLDER.test(origin.module);

const PACKAGE = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*(?:\/|$)/;
/** Usual folder names in imports relative to the program's root (`baseUrl`), which look like packages. */
const FOLDER =
  /^(?:api|app|backend|clients?|common|config|core|helpers?|libs?|modules|providers?|server|services?|shared|src|utils?)\//;

/** The origin of an import's binding; `node` is a specifier, or `import x = require('y')`. */
export function importOrigin(node: Node): ModuleOrigin | undefined {
  if (node.type === 'TSImportEqualsDeclaration') {
    const { moduleReference: from } = node;
    return from.type === 'TSExternalModuleReference'
      ? { module: from.expression.value, path: [] }
      : undefined;
  }
  const declaration = node.parent;
  if (declaration?.type !== 'ImportDeclaration') return undefined;
  const module = declaration.source.value;
  if (node.type === 'ImportSpecifier') {
    return { module, path: [node.imported.type === 'Literal' ? node.imported.value : node.imported.name] };
  }
  return { module, path: node.type === 'ImportDefaultSpecifier' ? ['default'] : [] };
}

/** Whether `modules` lists it, where `pkg/*` matches every entry point of a package but the main one. */
export const isOneOfModules = (modules: readonly string[], module: string): boolean =>
  modules.some((it) => (it.endsWith('/*') ? module.startsWith(it.slice(0, -1)) : module === it));
