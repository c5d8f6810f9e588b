/** Answers the detector's one question about types with TypeScript's checker: where is a callee declared? */
import type ts from 'typescript';
import type { DeclaredMember, TypeChecker } from './detect/type-checker.ts';
import type { Range } from './site.ts';

const MODULES = '/node_modules/';

export function typeCheckerOf(api: typeof ts, program: ts.Program, file: ts.SourceFile): TypeChecker {
  let calls: Map<string, ts.CallExpression> | undefined;
  return { declared };

  function declared(range: Range): DeclaredMember | undefined {
    calls ??= callsByRange(api, file);
    const call = calls.get(`${range.start} ${range.end}`);
    if (call === undefined) return undefined;
    try {
      const { declaration } = program.getTypeChecker().getResolvedSignature(call) ?? {};
      return declaration && describeMember(api, declaration);
    } catch {
      return undefined; // a checker that fails on the program reports it in its own diagnostics
    }
  }
}

function callsByRange(api: typeof ts, file: ts.SourceFile): Map<string, ts.CallExpression> {
  const calls = new Map<string, ts.CallExpression>();
  const visit = (node: ts.Node): void => {
    if (api.isCallExpression(node)) calls.set(`${node.getStart(file)} ${node.end}`, node);
    api.forEachChild(node, visit);
  };
  visit(file);
  return calls;
}

function describeMember(
  api: typeof ts,
  signature: ts.SignatureDeclaration | ts.JSDocSignature,
): DeclaredMember {
  const member = declaredNode(api, signature);
  const owner = member.parent;
  const isOwned = api.isClassLike(owner) || api.isInterfaceDeclaration(owner);
  return {
    ...packagePlace(member.getSourceFile().fileName),
    owner: isOwned ? (owner.name?.text ?? '') : '',
    name: memberName(api, member),
  };
}

/** The node that has the member's name: the signature of `create: (body: Body) => Promise<Reply>` is inside it. */
function declaredNode(api: typeof ts, signature: ts.Node): ts.Node {
  const { parent } = signature;
  const isValue =
    api.isFunctionTypeNode(signature) ||
    api.isArrowFunction(signature) ||
    api.isFunctionExpression(signature);
  const holds =
    api.isPropertyDeclaration(parent) || api.isPropertySignature(parent) || api.isVariableDeclaration(parent);
  return isValue && holds ? parent : signature;
}

function memberName(api: typeof ts, member: ts.Node): string {
  const name = (member as ts.NamedDeclaration).name;
  return name !== undefined && (api.isIdentifier(name) || api.isStringLiteral(name)) ? name.text : '';
}

function packagePlace(path: string): Pick<DeclaredMember, 'package' | 'file'> {
  const at = path.lastIndexOf(MODULES);
  const words = (at < 0 ? path : path.slice(at + MODULES.length)).split('/');
  const inPackage = words.slice(at < 0 ? 0 : words[0]?.startsWith('@') ? 2 : 1);
  const name = words.slice(0, words.length - inPackage.length).join('/');
  return {
    package: at < 0 ? undefined : name,
    file: inPackage.join('/').replace(/\.(?:d\.)?[cm]?tsx?$/, ''),
  };
}
