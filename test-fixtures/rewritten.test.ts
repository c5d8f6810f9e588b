import { generatedPositionFor, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { transform } from '@onetrace/transformer';
import { describe, expect, it } from 'vitest';
import { type Case, casesOf } from './cases.ts';

const linesOf = (text: string): string[] => text.split(/\r\n|[\n\r\u2028\u2029]/);

const optionsOf = ({ name }: Case) => ({ stress: name.startsWith('stress') });

/** The name or the first token at a place, which is what a person would click. */
const tokenAt = (lines: readonly string[], line: number, column: number): string =>
  /^(?:[\w$]+|.)/.exec((lines[line - 1] ?? '').slice(column - 1))?.[0] ?? '';

describe.each(casesOf('rewritten'))('rewritten/$name', (it_) => {
  const { input, file } = it_;
  const result = transform(input, file, optionsOf(it_));

  it('is the expected text', () => {
    if (process.env.UPDATE) it_.update(result.code);
    else expect(result.code).toBe(it_.output);
  });

  it('is still the second time', () => {
    const again = transform(result.code, file, optionsOf(it_));
    expect(again.code).toBe(result.code);
    expect(again.sites).toEqual([]);
  });

  it('leaves every line where it is', () => {
    const before = linesOf(input);
    const after = linesOf(result.code);
    expect(after.length).toBe(before.length);
    const sites = new Set(result.sites.flatMap((site) => [site.line, site.methodLine]));
    expect(sites.size).toBeGreaterThan(0);
  });

  it('maps what a person would click', () => {
    const map = new TraceMap(result.map as never);
    const [source] = map.sources as [string];
    const before = linesOf(input);
    const after = linesOf(result.code);
    for (const { line, column, methodLine, methodColumn } of result.sites) {
      for (const [at, from] of [
        [line, column],
        [methodLine, methodColumn],
      ] as const) {
        const there = generatedPositionFor(map, { source, line: at, column: from - 1 });
        expect(there.line, `line of ${at}:${from}`).toBe(at);
        const clicked = tokenAt(after, there.line ?? 0, (there.column ?? 0) + 1);
        const token = tokenAt(before, at, from);
        // Inserted text stands before the author's: what is mapped to a place begins there.
        if (clicked !== token)
          expect((after[(there.line ?? 1) - 1] ?? '').slice(there.column ?? 0)).toContain(token);
        const back = originalPositionFor(map, { line: there.line ?? 1, column: there.column ?? 0 });
        expect([back.line, back.column]).toEqual([at, from - 1]);
      }
    }
  });
});

describe.each(casesOf('untouched'))('untouched/$name', ({ input, file }) => {
  it('is the very same string', () => {
    const { code, map, sites } = transform(input, file);
    expect(code).toBe(input);
    expect(map).toBeUndefined();
    expect(sites).toEqual([]);
  });
});

describe.each(casesOf('refused'))('refused/$name', (it_) => {
  const { code, messages, misses } = transform(it_.input, it_.file);

  it('is the very same string, and says why', () => {
    const said = messages.map(({ text }) => `${text}\n`).join('');
    if (process.env.UPDATE) it_.update(said);
    else expect(said).toBe(it_.output);
    expect(said).not.toBe('');
    expect(code).toBe(it_.input);
    expect(misses.length).toBe(messages.length);
  });
});

describe('near misses and messages', () => {
  const untouched = (name: string) => {
    const found = casesOf('untouched').find((it) => it.name === name) as Case;
    return transform(found.input, found.file);
  };

  it('says where fetch is shadowed', () => {
    expect(untouched('shadowed-fetch').misses.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '2: fetch is imported at line 1',
      '4: fetch is declared at line 3',
    ]);
  });

  it('says why look-alikes are none', () => {
    const reasons = untouched('look-alikes').misses.map(({ line, reason }) => `${line}: ${reason}`);
    expect(reasons).toContain('8: its receiver comes from "twilio", which is no known LLM client');
  });

  it('names a library that asks models itself, and what to do', () => {
    const of = (code: string) =>
      transform(code, '/app/a.ts', { root: '/app' }).misses.map(({ reason }) => reason);
    expect(of("import { ai } from '@ax-llm/ax';\nai();\n")).toEqual([
      expect.stringMatching(
        /^@ax-llm\/ax calls .*onetrace\(\{ libraries: \['@ax-llm\/ax'\] \}\).*Observe\.withTrace/,
      ),
    ]);
    expect(of("import type { AxAI } from '@ax-llm/ax';\nexport type A = AxAI;\n")).toEqual([]);
  });

  it('leaves a file that does not parse to the compiler, and says so', () => {
    const { messages } = untouched('broken');
    expect(messages.map(({ code }) => code)).toEqual(['PARSE']);
    expect(messages[0]?.text).toContain('broken/input.ts was left as it is');
  });

  it('leaves a file alone on which it fails itself, and says so', () => {
    const types = {
      declared() {
        throw new RangeError('a checker that fails');
      },
    };
    const code = 'export const ask = (client) => client.chat.completions.create({ model: "m" });';
    const result = transform(code, '/app/a.ts', { root: '/app', types });
    expect(result).toMatchObject({
      code,
      sites: [],
      misses: [],
      messages: [{ code: 'FAILED', file: 'a.ts' }],
    });
    expect(result.messages[0]?.text).toMatch(/^a\.ts was left .*\nRangeError: a checker that fails/s);
  });

  it('names a body that cannot be entered', () => {
    const found = casesOf('rewritten').find((it) => it.name === 'use-trace') as Case;
    const { misses } = transform(found.input, found.file);
    expect(misses.map(({ reason }) => reason)).toEqual(['"helper" is declared twice in it']);
  });
});
