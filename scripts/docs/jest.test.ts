/** The matchers in Jest's own `expect`, which the docs' dependencies bring. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { withTrace } from '../../runtime/index.ts';
import { matchers, recordSpans } from '../../runtime/testing.ts';
import { installDocs } from '../docs.ts';
import { ROOT } from '../packages.ts';

interface Assertion {
  readonly not: Assertion;
  toHaveSpan(expected: unknown): void;
  toMatchTrace(expected: unknown): void;
}

interface Jest {
  (actual: unknown): Assertion;
  extend(matchers: object): void;
  any(type: unknown): unknown;
}

beforeAll(installDocs, 300_000);

test('toHaveSpan and toMatchTrace', () => {
  const { expect: jest } = createRequire(join(ROOT, 'docs/_'))('expect') as { expect: Jest };
  jest.extend(matchers);
  using recorder = recordSpans();
  withTrace('ask', { attributes: { tokens: 7 } }, () => withTrace('chat', () => {}));
  jest(recorder).toHaveSpan({ name: 'ask', attributes: { tokens: jest.any(Number) } });
  jest(recorder).not.toHaveSpan('search');
  jest(recorder).toMatchTrace({ name: 'ask', children: [{ name: 'chat' }] });
  expect(() => jest(recorder).toHaveSpan('search')).toThrow(/expected a span "search", there are: chat, ask/);
});
