/** Every document that people read, its code and its links. */
import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../packages.ts';

export interface Snippet {
  readonly file: string;
  /** 1-based, of the fence. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

export interface Link {
  readonly file: string;
  readonly line: number;
  readonly target: string;
}

const PACKAGES = ['runtime', 'transformer', 'plugins', 'viewer', 'python'];

export function documents(): string[] {
  const pages = (readdirSync(`${ROOT}docs`, { recursive: true }) as string[])
    .map((it) => it.replaceAll('\\', '/'))
    .filter((it) => it.endsWith('.md') && !/(?:^|\/)(?:node_modules|api-report|\.vitepress)\//.test(it))
    .map((it) => `docs/${it}`);
  return ['README.md', ...PACKAGES.map((it) => `${it}/README.md`), ...pages.sort()];
}

export const readDocument = (file: string): string => readFileSync(ROOT + file, 'utf8');

const FENCE = /^([ \t]*)(`{3,})([\w-]*)[^\n]*\n([\s\S]*?)^\1\2[ \t]*$/gm;

export const snippetsOf = (file: string): Snippet[] =>
  [...readDocument(file).matchAll(FENCE)].map(({ index, 3: language = '', 4: code = '' }) => ({
    file,
    line: lineAt(readDocument(file), index),
    language,
    code,
  }));

/** Outside of code. */
export function linksOf(file: string): Link[] {
  const text = readDocument(file);
  const prose = text
    .replace(FENCE, (code) => code.replace(/[^\n]/g, ' '))
    .replace(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));
  const found = [
    ...prose.matchAll(/\]\(([^()\s]+(?:\([^()\s]*\))?)\)/g),
    ...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g),
    ...prose.matchAll(/\b(?:link|src): (\/[^\s,}]*)/g),
  ];
  return found.map(({ index, 1: target = '' }) => ({ file, line: lineAt(text, index), target }));
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** As GitHub and VitePress name the anchors of headings. */
export const anchorsOf = (file: string): Set<string> =>
  new Set(
    [
      ...readDocument(file)
        .replace(FENCE, '')
        .matchAll(/^#{1,6} +(.+)$/gm),
    ].map(([, heading = '']) => slugOf(heading)),
  );

const slugOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
