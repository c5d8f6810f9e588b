import { expect, test } from 'vitest';
import { startProgram } from '../export/export.testkit.ts';

const program = (env: NodeJS.ProcessEnv) =>
  startProgram(
    `
  const pipeline = createPipeline({ destinations: [], resource: { 'service.name': 'shop' }, console: true });
  const root = endedSpan('GET /');
  pipeline.add([endedSpan('query', { parent: root }), root]);
  console.log('the program is over');
`,
    env,
  ).ended;

test('a program that just ends has its tree on stderr, and its own stdout', async () => {
  const { stdout, stderr } = await program({ FORCE_COLOR: '', NO_COLOR: '' });
  expect(stdout).toBe('the program is over\n');
  expect(stderr).toMatch(/^\ntrace [\da-f]{32} .*\n\nshop {2}GET \/ .*\nshop {2}└─ query .*\n$/);
});

test('NO_COLOR wins over FORCE_COLOR', async () => {
  expect((await program({ FORCE_COLOR: '1', NO_COLOR: '' })).stderr).toContain('\u001b[');
  expect((await program({ FORCE_COLOR: '1', NO_COLOR: '1' })).stderr).not.toContain('\u001b[');
});
