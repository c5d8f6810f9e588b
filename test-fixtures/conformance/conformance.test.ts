import { describe, expect, it } from 'vitest';
import { casesOf } from '../cases.ts';
import { byBabel7, byBabel8 } from './babel.ts';
import { inputOf } from './compare.ts';
import { corpus } from './corpus.ts';
import { byTypeScript } from './typescript.ts';

const cases = casesOf('rewritten').map(({ name, file, input }) => ({
  name,
  input: inputOf(file, input, name.startsWith('stress')),
}));

describe.each([
  ['TypeScript', byTypeScript],
  ['Babel 8', byBabel8],
  ['Babel 7', byBabel7],
])('the %s writer makes what the text writer makes', (_name, print) => {
  it.each(cases)('of $name', ({ input }) => {
    if (input === undefined) throw new Error('there is nothing to do');
    const { tree, text, refused } = print(input);
    expect(tree).toBe(text);
    expect(tree).toContain('$ot');
    expect(refused).toBe(0);
  });

  it('of every fortieth file of published sources, in which everything is a site', () => {
    let edits = 0;
    for (const { package: name, file, text: source } of corpus(40)) {
      const input = inputOf(file, source, true);
      if (input === undefined) continue;
      edits += input.order.edits.length;
      const { tree, text, refused } = print(input);
      expect(tree, `${name}/${file}`).toBe(text);
      expect(refused, `${name}/${file}`).toBe(0);
    }
    expect(edits).toBeGreaterThan(1000);
  });
});
