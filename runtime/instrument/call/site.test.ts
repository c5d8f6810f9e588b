import { expect, it } from 'vitest';
import { spellSite } from '../../../transformer/site.ts';
import { siteOf } from './site.ts';

const site = { kind: 'llm', confidence: 'shaped', at: 0, methodAt: 0 } as const;

it.each([
  ['src/a.ts', 'ask', {}],
  ['src/a.ts', '', { callee: 'a?.b.create', 'http.route': '/x/:id?q=1&r=#' }],
  ['C:/odd #1?/ünï%.ts', 'a&b', { name: 'line\nbreak', empty: '' }],
])('reads what the transformer writes: %s %s', (file, name, facts) => {
  const text = spellSite(file, 12, 3, { ...site, function: name, facts });
  expect(siteOf(text)).toEqual({ file, line: 12, column: 3, function: name, facts });
});

it.each(['', 'nonsense', '#', '?', 'a#b?c', ':1:2', 'a:1:2'])('never throws: %j', (text) => {
  expect(siteOf(text).file).toEqual(expect.any(String));
});
