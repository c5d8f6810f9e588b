import type { JSX } from 'preact';
import type { BuiltSite } from '../../../project/manifest.ts';
import { act, snapshot, useAnswer } from '../../data.ts';
import { type KeyBinding, useKeys } from '../../keys.ts';

/** The call's lines as they were at that build, and the way into the editor. */
export function SiteSource({ site }: { site: string }): JSX.Element {
  const answer = useAnswer<BuiltSite | null>(snapshot === undefined ? 'source' : '', { site });
  const [, file = '', line = '1', name = ''] = /^(.*):(\d+)#(.*)$/.exec(site) ?? [];
  const built = answer.data ?? undefined;
  const open = (): void =>
    void act('open', { file, line, column: String(built?.column ?? 1) }).catch((error: Error) =>
      alert(error.message),
    );
  const keys: KeyBinding[] = [{ key: 'o', what: 'open in the editor', run: open }];
  useKeys(keys);
  return (
    <details class="part" open>
      <summary>
        Source{' '}
        <span class="dim">
          {file}:{line}
          {name !== '' && ` in ${name}`}
        </span>
      </summary>
      {built?.source !== undefined && <SourceLines source={built.source} line={Number(line)} />}
      {built !== undefined && (
        <p class="source-foot">
          <span class="dim">
            {built.rule}, {built.confidence}
          </span>
          <button type="button" class="quiet" onClick={open}>
            open in editor <kbd>o</kbd>
          </button>
        </p>
      )}
    </details>
  );
}

export function SourceLines({
  source,
  line,
}: {
  source: NonNullable<BuiltSite['source']>;
  line: number;
}): JSX.Element {
  return (
    <pre class="source">
      {source.lines.map((text, index) => (
        <span key={index} class={source.first + index === line ? 'here' : ''}>
          <i>{source.first + index}</i>
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}
