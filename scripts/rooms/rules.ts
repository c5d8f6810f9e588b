/** Who may import whom, and what has one home, as data; ARCHITECTURE.md says why. */

export interface Ban {
  readonly rule: string;
  readonly from: RegExp;
  /** A path relative to the root, or a module that is no path. */
  readonly to: RegExp;
  /** What is allowed all the same: imports of types, and imports when they are needed. */
  readonly but?: 'types' | 'late';
}

const PARSERS = '^(?:oxc-parser|typescript|acorn)$|^@babel\\/';

export const BANS: readonly Ban[] = [
  {
    rule: 'rules know no writer and no parser',
    from: /^transformer\/rules\//,
    to: new RegExp(`^transformer/writers/|^magic-string$|${PARSERS}`),
  },
  { rule: 'writers know no rule', from: /^transformer\/writers\//, to: /^transformer\/rules\// },
  {
    rule: 'writers detect nothing',
    from: /^transformer\/writers\//,
    to: /^transformer\/(?:parse|scope|values|detect)\/|^oxc-parser$/,
    but: 'types',
  },
  {
    rule: 'detection knows no rule and no writer',
    from: /^transformer\/(?:parse|scope|values|detect)\//,
    to: /^transformer\/(?:rules|writers)\//,
  },
  {
    rule: 'only transform.ts knows the rules',
    from: /^transformer\/(?!(?:rules|parse|scope|values|detect|writers)\/|transform\.ts$)/,
    to: /^transformer\/rules\//,
  },
  {
    rule: 'only the ways through know the writers',
    from: /^transformer\/(?!(?:rules|parse|scope|values|detect|writers)\/|transform(?:-tree)?\.ts$)/,
    to: /^transformer\/writers\//,
  },
  {
    rule: 'the transformer takes only types of the runtime',
    from: /^transformer\//,
    to: /^onetrace(?:\/|$)|^runtime\//,
    but: 'types',
  },
  {
    rule: "doors know only the transformer's index",
    from: /^plugins\//,
    to: /^(?:transformer|runtime)\/|^@onetrace\/transformer\/(?!package\.json$)|^onetrace(?:\/|$)/,
  },
  {
    rule: 'the runtime imports nothing outside itself',
    from: /^runtime\//,
    to: /^(?!runtime\/|node:)/,
  },
  { rule: 'the runtime loads everywhere', from: /^runtime\//, to: /^node:/, but: 'late' },
  { rule: 'w3c is pure: text and values', from: /^runtime\/w3c\//, to: /^runtime\/(?!w3c\/)/, but: 'types' },
  {
    rule: 'MagicString has one home',
    from: /^plugins\/|^transformer\/(?!rules\/|writers\/text\/)/,
    to: /^magic-string$/,
  },
  {
    rule: 'typescript has one home',
    from: /^plugins\/(?!ts-patch[./])|^transformer\/(?!rules\/|writers\/typescript\/)/,
    to: /^typescript$/,
    but: 'types',
  },
  {
    rule: 'Babel has one home',
    from: /^plugins\/(?!babel[./])|^transformer\/(?!rules\/|writers\/babel\/)/,
    to: /^@babel\//,
    but: 'types',
  },
];

export interface Home {
  readonly what: string;
  readonly in: RegExp;
  readonly code: RegExp;
  readonly home: RegExp;
}

const VENDORS =
  'openai|anthropic|cohere|mistral(?:ai)?|ollama|huggingface|replicate|bedrock|langchain|langgraph|gemini|vertexai|groq';

export const HOMES: readonly Home[] = [
  {
    what: 'process.env',
    in: /^runtime\//,
    code: /\bprocess\??\.env\b|\benv\b[^=]*\}\s*=\s*(?:globalThis\.)?process\b/,
    home: /^runtime\/config\/env\.ts$/,
  },
  {
    what: 'AsyncLocalStorage',
    in: /^runtime\//,
    code: /\bAsyncLocalStorage\b/,
    home: /^runtime\/core\/context\/context\.ts$/,
  },
  {
    what: 'the clock',
    in: /^runtime\//,
    code: /\bDate\.now\b|\bnew Date\(\)|\bperformance\s*\.|\bhrtime\b/,
    home: /^runtime\/platform\/clock\.ts$/,
  },
  {
    what: 'randomness',
    in: /^runtime\//,
    code: /\bgetRandomValues\b|\brandomBytes\b|\brandomFill|\brandomUUID\b|\bMath\.random\b/,
    home: /^runtime\/platform\/ids\.ts$/,
  },
  {
    what: "a vendor's name",
    in: /^(?:runtime|transformer)\//,
    code: new RegExp(`\\b(?:${VENDORS})\\b`, 'i'),
    home: /^runtime\/(?:inject\.ts|instrument\/llm\/(?:vendors|agents|provider)[/.]|propagation\/llm-hosts\.ts)|^transformer\/rules\/(?:clients\/|(?:index|stress)\.ts$)/,
  },
];
