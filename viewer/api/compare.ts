/** Two traces: their spans by call site, and what was said in one and not in the other. */
import type { Skeleton } from '../store/queries/trace.ts';
import type { TraceRow } from '../store/queries/traces.ts';
import type { TranscriptEntry } from '../store/queries/transcript.ts';
import type { Store } from '../store/store.ts';
import { alignTraces, type ComparedRow } from '../tree/align-traces.ts';

export interface ComparedMessage {
  readonly role: string;
  readonly text: string;
  /** In both, or in one of them. */
  readonly side: 'both' | 'a' | 'b';
}

export interface Comparison {
  readonly a: TraceRow;
  readonly b: TraceRow;
  readonly rows: readonly ComparedRow[];
  readonly messages: readonly ComparedMessage[];
}

const LONGEST = 2000;

export async function compareTraces(
  { store }: { store: Store },
  a: string,
  b: string,
): Promise<Comparison | null> {
  const [first, second] = await Promise.all([
    readJson<Skeleton>(store, 'trace', a),
    readJson<Skeleton>(store, 'trace', b),
  ]);
  if (first === null || second === null) return null;
  const [said, saidToo] = await Promise.all([messagesOf(store, a), messagesOf(store, b)]);
  return {
    a: first.trace,
    b: second.trace,
    rows: alignTraces(first, second),
    messages: joinMessages(said, saidToo),
  };
}

async function readJson<T>(store: Store, name: string, trace: string): Promise<T | null> {
  return JSON.parse(Buffer.from(await store.query(name, { trace })).toString()) as T | null;
}

interface Said {
  readonly role: string;
  readonly text: string;
}

async function messagesOf(store: Store, trace: string): Promise<Said[]> {
  const read = await readJson<{ entries: TranscriptEntry[] }>(store, 'transcript', trace);
  return (read?.entries ?? []).flatMap((entry) => {
    if (entry.type !== 'call') return [];
    return [...entry.asked, ...entry.answered].map(({ role, parts }) => ({
      role,
      text: parts
        .map((part) => part.text)
        .join('\n')
        .slice(0, LONGEST),
    }));
  });
}

/** The longest common run of messages, by their text: lists are short. */
function joinMessages(a: readonly Said[], b: readonly Said[]): ComparedMessage[] {
  const same = (x: Said, y: Said): boolean => x.role === y.role && x.text === y.text;
  const common = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      (common[i] as Int32Array)[j] = same(a[i] as Said, b[j] as Said)
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const joined: ComparedMessage[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && right !== undefined && same(left, right)) {
      joined.push({ ...left, side: 'both' });
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      joined.push({ ...left, side: 'a' });
      i++;
    } else {
      joined.push({ ...(right as Said), side: 'b' });
      j++;
    }
  }
  return joined;
}
