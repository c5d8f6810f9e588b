/** Whose several messages are. */
import type { RemoteContext } from '../../trace/remote-context.ts';

/** What a batch goes on in, where all of its messages are of one trace and one identity. */
export function sharedTrace(remotes: readonly RemoteContext[]): RemoteContext | undefined {
  const [first, ...others] = remotes;
  const entries = JSON.stringify(first?.entries);
  const isSame = (it: RemoteContext): boolean =>
    it.traceId === first?.traceId && JSON.stringify(it.entries) === entries;
  return others.every(isSame) ? first : undefined;
}

/** One link for each sender, whatever the number of its messages. */
export const distinctSpans = (remotes: readonly RemoteContext[]): RemoteContext[] => [
  ...new Map(
    remotes.filter(({ traceId }) => traceId !== '').map((it) => [`${it.traceId}-${it.parentId}`, it]),
  ).values(),
];
