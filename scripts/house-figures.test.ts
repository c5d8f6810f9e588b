import { expect, it } from 'vitest';
import { figuresOf, measureFile } from './house-figures.ts';

it('counts functions, names and what is shared', () => {
  const a = measureFile('a.ts', '// why\nexport function readAll(x: any) {\n  return x!;\n}\n');
  const b = measureFile('b.ts', 'const readAll = () => 1;\nconst go = (a: 1, b: 2) => a;\n');
  expect(a).toMatchObject({ lines: 4, comments: 1, functions: [3], parameters: [1], any: 1, asserted: 1 });
  expect(figuresOf([a, b])).toMatchObject({
    'files / lines': '2 / 6',
    'functions with a shared name': '66.7 %',
    'one-word function names': '33.3 %',
  });
});

it('says that there is nothing to measure', () => {
  expect(() => figuresOf([])).toThrow('no files');
});
