/** Compares the spans of a case with what is expected of them. */
export interface SeenSpan {
  readonly name: string;
  readonly kind: number;
  readonly status: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Name = string | { readonly $match: string };

interface ExpectedSpan {
  readonly name: Name;
  readonly count?: number | 'any';
  readonly parent?: Name;
  readonly kind?: number;
  readonly status?: number;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface Expected {
  readonly spans?: readonly ExpectedSpan[];
  readonly total?: number;
  readonly oneTrace?: boolean;
  readonly sameTrace?: readonly string[];
  readonly nowhere?: string;
}

export function problemsOf(expected: Expected, spans: readonly SeenSpan[]): string[] {
  const { spans: wanted = [], total, oneTrace, sameTrace, nowhere } = expected;
  const traces = (names?: readonly string[]): number =>
    new Set(spans.filter(({ name }) => names === undefined || names.includes(name)).map((it) => it.traceId))
      .size;
  return [
    ...(total !== undefined && total !== spans.length ? [`${spans.length} spans, not ${total}`] : []),
    ...(oneTrace && traces() !== 1 ? [`${traces()} traces, not 1`] : []),
    ...(sameTrace && traces(sameTrace) !== 1
      ? [`${sameTrace.join(', ')} are in ${traces(sameTrace)} traces`]
      : []),
    ...(nowhere === undefined
      ? []
      : spans
          .filter((it) => JSON.stringify(it).includes(nowhere))
          .map((it) => `${it.name} tells '${nowhere}'`)),
    ...wanted.flatMap((it) => spanProblems(it, spans)),
  ];
}

const isNamed = (name: Name, text: string): boolean =>
  typeof name === 'string' ? name === text : new RegExp(name.$match).test(text);

function spanProblems(
  { name, count = 1, parent, kind, status, attributes = {} }: ExpectedSpan,
  spans: readonly SeenSpan[],
): string[] {
  const found = spans.filter((it) => isNamed(name, it.name));
  const problems =
    count !== 'any' && found.length !== count
      ? [
          `${found.length} spans are ${JSON.stringify(name)}, not ${count}: ${spans.map((it) => it.name).join(', ')}`,
        ]
      : [];
  for (const it of found) {
    const above = spans.find(({ spanId }) => spanId === it.parentSpanId)?.name ?? '';
    if (parent !== undefined && !isNamed(parent, above))
      problems.push(`${it.name}: its parent is '${above}'`);
    if (kind !== undefined && kind !== it.kind) problems.push(`${it.name}: kind ${it.kind}, not ${kind}`);
    if (status !== undefined && status !== it.status)
      problems.push(`${it.name}: status ${it.status}, not ${status}`);
    problems.push(...differences(attributes, it.attributes, it.name));
  }
  return problems;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const text = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** `wanted` is found in `got`. */
function differences(wanted: unknown, got: unknown, path: string): string[] {
  if (Array.isArray(wanted)) return listDifferences(wanted, got, path);
  if (typeof wanted !== 'object' || wanted === null)
    return Object.is(wanted, got) ? [] : [`${path}: ${text(got)}, not ${text(wanted)}`];
  const fields = wanted as Record<string, unknown>;
  if ('$absent' in fields) return got === undefined ? [] : [`${path}: ${text(got)}, not absent`];
  if ('$match' in fields)
    return new RegExp(String(fields.$match), 's').test(text(got))
      ? []
      : [`${path}: ${text(got)} does not match ${fields.$match}`];
  if (typeof got !== 'object' || got === null) return [`${path}: ${text(got)}, not ${text(wanted)}`];
  return Object.keys(fields).flatMap((key) =>
    differences(fields[key], parsed((got as Record<string, unknown>)[key]), `${path}.${key}`),
  );
}

function listDifferences(wanted: readonly unknown[], got: unknown, path: string): string[] {
  if (!Array.isArray(got)) return [`${path}: ${text(got)} is no list`];
  const [first, ...rest] = wanted;
  if (first === '...')
    return rest.flatMap((it) =>
      got.some((one) => differences(it, one, '').length === 0)
        ? []
        : [`${path}: none is like ${text(it)} in ${text(got)}`],
    );
  if (wanted.length !== got.length)
    return [`${path}: ${got.length} items, not ${wanted.length}: ${text(got)}`];
  return wanted.flatMap((it, at) => differences(it, got[at], `${path}[${at}]`));
}
