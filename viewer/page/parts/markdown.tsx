/**
 * What models write, as elements and never as HTML: headings, lists, code, emphasis, links that show where they
 * lead. Images are named and not fetched: an address in an answer can carry a secret away.
 */
import type { ComponentChildren, JSX } from 'preact';

/** Longer texts are shown as they are. */
const LONGEST = 150_000;

export function Markdown({ text }: { text: string }): JSX.Element {
  if (text.length > LONGEST) return <pre class="plain">{text}</pre>;
  return <div class="markdown">{blocksOf(text)}</div>;
}

function blocksOf(text: string): JSX.Element[] {
  const blocks: JSX.Element[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; ) {
    const [block, next] = blockAt(lines, at, blocks.length);
    if (block !== undefined) blocks.push(block);
    at = Math.max(next, at + 1);
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number, key: number): [JSX.Element | undefined, number] {
  const line = lines[at] ?? '';
  if (line.trim() === '') return [undefined, at + 1];
  const fence = /^\s*(```+|~~~+)/.exec(line);
  if (fence !== null) return fencedBlock(lines, at, fence[1] as string, key);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading !== null)
    return [
      <p key={key} class={`heading h${heading[1]?.length}`}>
        {inline(heading[2] as string)}
      </p>,
      at + 1,
    ];
  if (LIST.test(line)) return listBlock(lines, at, key);
  if (/^\s*>/.test(line)) return quoteBlock(lines, at, key);
  return paragraph(lines, at, key);
}

const LIST = /^\s*(?:[-*+]|\d+[.)])\s+/;

function takeWhile(lines: readonly string[], at: number, test: (line: string) => boolean): number {
  let end = at;
  while (end < lines.length && test(lines[end] as string)) end++;
  return end;
}

function fencedBlock(lines: readonly string[], at: number, mark: string, key: number): [JSX.Element, number] {
  const end = takeWhile(lines, at + 1, (line) => !line.trim().startsWith(mark));
  return [<pre key={key}>{lines.slice(at + 1, end).join('\n')}</pre>, end + 1];
}

function listBlock(lines: readonly string[], at: number, key: number): [JSX.Element, number] {
  const end = takeWhile(lines, at, (line) => LIST.test(line) || /^\s{2,}\S/.test(line));
  const items = lines.slice(at, end).map((line, index) => (
    <li
      key={index}
      style={{ marginLeft: `${Math.min(6, Math.floor((/^\s*/.exec(line)?.[0].length ?? 0) / 2))}em` }}
    >
      {inline(line.replace(LIST, ''))}
    </li>
  ));
  const ordered = /^\s*\d/.test(lines[at] ?? '');
  return [ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>, end];
}

function quoteBlock(lines: readonly string[], at: number, key: number): [JSX.Element, number] {
  const end = takeWhile(lines, at, (line) => /^\s*>/.test(line));
  const inner = lines.slice(at, end).map((line) => line.replace(/^\s*>\s?/, ''));
  return [<blockquote key={key}>{inline(inner.join('\n'))}</blockquote>, end];
}

function paragraph(lines: readonly string[], at: number, key: number): [JSX.Element, number] {
  const end = takeWhile(
    lines,
    at,
    (line) => line.trim() !== '' && !/^\s*(?:```|~~~|#{1,6}\s|>)/.test(line) && !LIST.test(line),
  );
  const to = Math.max(end, at + 1);
  return [<p key={key}>{inline(lines.slice(at, to).join('\n'))}</p>, to];
}

const INLINE =
  /(`+)([^`]+)\1|!\[([^\]]*)\]\(([^)\s]+)[^)]*\)|\[([^\]]+)\]\(([^)\s]+)[^)]*\)|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*/g;

function inline(text: string): ComponentChildren[] {
  const found: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    found.push(text.slice(at, match.index), inlineElement(match));
    at = match.index + match[0].length;
  }
  found.push(text.slice(at));
  return found;
}

function inlineElement([
  whole,
  ,
  code,
  alt,
  image,
  label,
  target,
  strong,
  strongToo,
  emphasis,
]: RegExpMatchArray): ComponentChildren {
  if (code !== undefined) return <code>{code}</code>;
  if (image !== undefined)
    return (
      <span class="media">
        image {alt} {hostOf(image)}
      </span>
    );
  if (target !== undefined) return <SafeLink target={target} label={label ?? target} />;
  if (strong !== undefined || strongToo !== undefined) return <strong>{strong ?? strongToo}</strong>;
  return emphasis === undefined ? whole : <em>{emphasis}</em>;
}

/** Only to the web, in a page of its own, and with the host in sight. */
function SafeLink({ target, label }: { target: string; label: string }): JSX.Element {
  const host = hostOf(target);
  if (host === '') return <span>{label}</span>;
  return (
    <a href={target} target="_blank" rel="noopener noreferrer nofollow">
      {label}
      {label.includes(host) ? '' : <span class="host"> ({host})</span>}
    </a>
  );
}

function hostOf(target: string): string {
  try {
    const url = new URL(target);
    return /^https?:$/.test(url.protocol) ? url.host : '';
  } catch {
    return '';
  }
}
