/** Libraries that call models themselves, and that no rule knows: each import says so, and what can be done. */
import type { NodeOf, Rule, RuleContext } from '../../detect/rule.ts';

/** As packages. */
const LIBRARIES: readonly string[] = [
  '@ax-llm/ax',
  '@browserbasehq/stagehand',
  '@github/copilot-sdk',
  '@google/adk',
  '@instructor-ai/instructor',
  '@microsoft/agents-hosting',
  '@openai/codex-sdk',
  '@strands-agents/sdk',
  'beeai-framework',
  'composio-core',
  'langbase',
  'letta-client',
  'llm-api',
  'modelfusion',
  'multi-llm-ts',
  'semantic-kernel',
  'token.js',
];

export const uncovered: Rule = {
  name: 'uncovered',
  hints: LIBRARIES.map((name) => `['"]${name.replaceAll('.', '\\.')}['"/]`),
  visit: { ImportDeclaration: visitImport },
};

function visitImport(node: NodeOf<'ImportDeclaration'>, context: RuleContext): void {
  if (node.importKind === 'type') return;
  const module = node.source.value;
  const library = LIBRARIES.find((name) => module === name || module.startsWith(`${name}/`));
  if (library === undefined) return;
  context.miss(
    node,
    'llm',
    `${library} calls its models itself, and no rule knows it: name it, onetrace({ libraries: ['${library}'] }), where it is bundled, or put Observe.withTrace(name, {}, fn) around its calls`,
  );
}
