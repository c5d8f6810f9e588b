/**
 * The page in a real browser: the demo's four services send, and a person looks. Pictures go to `.cache/viewer`;
 * with PICTURES=1 those of the README go to `docs/images`.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServices } from '../../examples/pipeline/build.ts';
import { type Pipeline, startPipeline } from '../../examples/pipeline/pipeline.ts';
import { buildPage } from '../../scripts/build-page.ts';
import type { TraceRow } from '../store/queries/traces.ts';
import { chat, type TestSpan, type TestViewer, testViewer, traceIdOf } from '../viewer.testkit.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const EXAMPLE = fileURLToPath(new URL('../../examples/pipeline', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/viewer/', import.meta.url));
/** What the README shows goes there. */
const SHOWN: ReadonlySet<string> = new Set(process.env['PICTURES'] ? ['trace', 'trace-dark', 'session'] : []);
const DOCS = fileURLToPath(new URL('../../docs/images/', import.meta.url));

// .ci/run installs Debian's package `chromium` where it can.
describe.skipIf(CHROMIUM === undefined)(
  `the page${CHROMIUM === undefined ? ' (skipped: no Chromium here)' : ''}`,
  () => {
    let viewer: TestViewer;
    let browser: Browser;
    let page: Page;
    let pipeline: Pipeline | undefined;
    const faults: string[] = [];
    const folder = mkdtempSync(join(tmpdir(), 'page-'));

    beforeAll(async () => {
      expect((await buildPage()).gzip).toBeLessThanOrEqual(60 * 1024);
      mkdirSync(CACHE, { recursive: true });
      mkdirSync(DOCS, { recursive: true });
      mkdirSync(`${EXAMPLE}/.onetrace`, { recursive: true });
      viewer = await testViewer({ project: EXAMPLE });
      browser = await chromium.launch({ executablePath: CHROMIUM as string, args: ['--no-sandbox'] });
      page = await newPage('light');
    }, 120_000);

    afterAll(async () => {
      await pipeline?.stop();
      await browser?.close();
      await viewer?.close();
      rmSync(folder, { recursive: true, force: true });
    }, 60_000);

    async function newPage(colorScheme: 'light' | 'dark'): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 760 },
        deviceScaleFactor: 2,
        colorScheme,
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const made = await context.newPage();
      made.setDefaultTimeout(20_000);
      made.on('pageerror', (error) => faults.push(String(error.stack)));
      made.on('console', (message) => {
        if (message.type() === 'error' && !/40[034]/.test(message.text())) faults.push(message.text());
      });
      return made;
    }

    const shot = (name: string, of: Page = page) =>
      of.screenshot({ path: `${SHOWN.has(name) ? DOCS : CACHE}${name}.png` });

    it('says how to begin, and shows the demo’s traces as they come, without a reload', {
      timeout: 120_000,
    }, async () => {
      await page.goto(viewer.endpoint);
      await page.getByText('Waiting for the first trace').waitFor();
      await page.getByText(`OTEL_EXPORTER_OTLP_ENDPOINT=${viewer.endpoint}`).waitFor();
      const built = await buildServices('page');
      pipeline = await startPipeline(built, {
        flags: ['--conditions=onetrace-source'],
        before: async () => viewer.endpoint,
        env: { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' },
      });
      await page.evaluate(() => Object.assign(window, { same: true }));
      const questions = [
        'When will my refund be paid?',
        'My parcel is lost, what happens now?',
        'Can my order be changed?',
      ];
      for (let turn = 0; turn < 9; turn++)
        await pipeline.ask({
          question: questions[turn % 3] as string,
          session: `session-${1 + (turn % 3)}`,
          user: turn % 3 === 0 ? 'anna' : 'ben',
        });
      await page
        .getByRole('row', { name: /POST \/ask/ })
        .nth(8)
        .waitFor();
      expect(await page.evaluate(() => 'same' in window)).toBe(true);
      await viewer.until<{ rows: TraceRow[] }>('traces', ({ rows }) =>
        rows.every(({ spans, unfinished }) => spans === 12 && unfinished === 0),
      );
      await shot('traces');
    });

    it('opens a trace: waterfall, keyboard, inspector, source as it was built', {
      timeout: 60_000,
    }, async () => {
      await page.getByRole('link', { name: 'POST /ask' }).first().click();
      await page.getByRole('treegrid', { name: 'Spans' }).waitFor();
      expect(await page.locator('.rows [role=row]').count()).toBe(12);
      await page.keyboard.press('j');
      await page.getByRole('complementary', { name: 'Span' }).getByText('POST /ask').waitFor();
      for (const _ of [1, 2, 3, 4, 5]) await page.keyboard.press('j');
      const inspector = page.getByRole('complementary', { name: 'Span' });
      await inspector.getByRole('heading', { name: 'chat gpt-4o' }).waitFor();
      await inspector.getByText('openai.chat.completions.create').waitFor();
      await inspector
        .getByText(/refund be paid|parcel is lost|order be changed/)
        .first()
        .waitFor();
      await shot('trace');
      const dark = await newPage('dark');
      await dark.goto(page.url());
      await dark
        .getByRole('complementary', { name: 'Span' })
        .getByText('openai.chat.completions.create')
        .waitFor();
      await dark
        .getByText(/refund be paid|parcel is lost|order be changed/)
        .first()
        .waitFor();
      await shot('trace-dark', dark);
      await dark.context().close();
      const grid = page.getByRole('treegrid');
      await grid.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => page.locator('.rows [role=row]').count()).toBe(1);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.locator('.rows [role=row]').count()).toBe(12);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('complementary').count()).toBe(0);
    });

    it('shows every face over the same trace', { timeout: 60_000 }, async () => {
      await page.keyboard.press('2');
      await page.getByText('You asked:').first().waitFor();
      await page.getByRole('button', { name: /POST \/answer/ }).waitFor();
      await shot('transcript');
      await page.keyboard.press('3');
      await page.getByRole('link', { name: /service retrieval/ }).waitFor();
      await page.keyboard.press('4');
      await page.getByText('anthropic.messages.create').first().waitFor();
      await page.keyboard.press('1');
      await page.getByRole('treegrid').waitFor();
      expect(new URL(page.url()).searchParams.get('face')).toBeNull();
    });

    it('finds within a trace by Ctrl-F, in names and in contents', { timeout: 60_000 }, async () => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('handbook');
      await page.getByText('1 hit').waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('complementary').getByRole('heading', { name: 'chat gpt-4o' }).waitFor();
    });

    it('searches, filters and keeps it in the address', { timeout: 60_000 }, async () => {
      await page.goto(`${viewer.endpoint}/traces`);
      await page
        .getByRole('row', { name: /POST \/ask/ })
        .first()
        .waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('lost again');
      await expect.poll(() => page.getByRole('row', { name: /POST \/ask/ }).count()).toBe(3);
      expect(page.url()).toContain('q=lost+again');
      await page.reload();
      await expect.poll(() => page.getByRole('row', { name: /POST \/ask/ }).count()).toBe(3);
      await page.getByRole('searchbox').fill('');
      await page.getByRole('button', { name: '+ Attribute' }).click();
      await page.getByLabel('Attribute or value').fill('anna');
      await page.getByRole('button', { name: /user.id = anna/ }).click();
      await expect.poll(() => page.getByRole('row', { name: /POST \/ask/ }).count()).toBe(3);
      await page.getByRole('button', { name: 'Remove filter user.id=anna' }).click();
      await expect.poll(() => page.getByRole('row', { name: /POST \/ask/ }).count()).toBe(9);
    });

    it('tells a session over its services as what was said, with its traces beside', {
      timeout: 60_000,
    }, async () => {
      await page.goto(`${viewer.endpoint}/sessions`);
      await page.getByRole('link', { name: 'session-2' }).click();
      await expect.poll(() => page.locator('.turn').count()).toBe(3);
      await page.getByText('My parcel is lost, what happens now?').first().waitFor();
      await expect.poll(() => page.locator('.rows [role=row]').count()).toBe(12);
      await shot('session');
    });

    it('compares two traces', { timeout: 60_000 }, async () => {
      await page.goto(`${viewer.endpoint}/traces`);
      await page.getByRole('checkbox').nth(0).check();
      await page.getByRole('checkbox').nth(1).check();
      await page.getByRole('link', { name: 'Compare' }).click();
      await page.getByRole('table', { name: 'Spans of both traces' }).waitFor();
      await expect.poll(() => page.locator('.compare tbody tr').count()).toBe(12);
      expect(await page.getByText('only in').count()).toBe(0);
      await shot('compare');
    });

    it('asks for what is said in the next calls of a line, shows that it does, and stops', async () => {
      await viewer.send({
        trace: 0xcafe,
        id: 1,
        name: 'chat quiet',
        service: 'quiet',
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'quiet',
          'gen_ai.usage.input_tokens': 3,
          'gen_ai.usage.output_tokens': 4,
          'code.file.path': 'src/quiet.ts',
          'code.line.number': 7,
          'code.function.name': 'ask',
        },
      });
      const trace = traceIdOf(0xcafe);
      await viewer.until<{ rows: unknown[] }>(`traces?q=${trace}`, (it) => it.rows.length > 0);
      await page.goto(`${viewer.endpoint}/trace/${trace}?span=${'1'.padStart(16, '0')}`);
      await page.getByRole('button', { name: 'Record the next 5 calls of this line' }).click();
      await page.getByText('recording what is said at').waitFor();
      expect(await viewer.read('status')).toMatchObject({ captures: ['src/quiet.ts:7'] });
      await page.getByRole('button', { name: 'Stop recording this line' }).click();
      await page.getByText('recording what is said at').waitFor({ state: 'detached' });
      expect(await viewer.read('status')).toMatchObject({ captures: [] });
    });

    it('shows users, models, the map and the code', { timeout: 60_000 }, async () => {
      await page.goto(`${viewer.endpoint}/users`);
      await page.getByRole('link', { name: 'anna' }).waitFor();
      await page.goto(`${viewer.endpoint}/models`);
      await page.getByRole('link', { name: /gpt-4o/ }).waitFor();
      await page.goto(`${viewer.endpoint}/map`);
      await page.getByRole('link', { name: /service gateway/ }).waitFor();
      await page.getByRole('link', { name: /model claude-sonnet/ }).waitFor();
      await shot('map');
      await page.goto(`${viewer.endpoint}/code`);
      await page.locator('.site-text', { hasText: 'anthropic.messages.create' }).waitFor();
      await shot('code');
    });

    it('gives a trace away as one file that asks nobody, and takes files in', {
      timeout: 60_000,
    }, async () => {
      const { rows } = await viewer.read<{ rows: TraceRow[] }>('traces?limit=1');
      const id = rows[0]?.traceId ?? '';
      const html = join(folder, 'trace.html');
      writeFileSync(html, await (await fetch(`${viewer.endpoint}/api/html?trace=${id}`)).text());
      const other = await newPage('light');
      const asked: string[] = [];
      other.on('request', (request) => asked.push(request.url()));
      await other.goto(pathToFileURL(html).href);
      await expect.poll(() => other.locator('.rows [role=row]').count()).toBe(12);
      await other.getByText('chat gpt-4o').first().click();
      await other
        .getByRole('complementary')
        .getByText(/refund|parcel|order/)
        .first()
        .waitFor();
      expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
      await other.context().close();

      const otlp = await (await fetch(`${viewer.endpoint}/api/export?trace=${id}`)).text();
      await fetch(`${viewer.endpoint}/api/import`, {
        method: 'POST',
        body: otlp.replaceAll(id, traceIdOf(0xabc)),
      });
      await page.goto(`${viewer.endpoint}/trace/${traceIdOf(0xabc)}`);
      await expect.poll(() => page.locator('.rows [role=row]').count()).toBe(12);
    });

    it('copies a trace as a prompt, fenced', { timeout: 60_000 }, async () => {
      await page.keyboard.press('p');
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(copied).toContain('<trace-data>');
      expect(await copied()).toContain('gateway  POST /ask');
    });

    it('runs nothing of what strangers wrote, and fetches none of their images', {
      timeout: 60_000,
    }, async () => {
      const tempting =
        '<img src=x onerror="window.owned=1"><script>window.owned=1</script>[a](javascript:window.owned=1) ![x](http://127.0.0.1:9/leak.png)';
      await viewer.send(
        {
          trace: 0xbad,
          id: 1,
          name: tempting,
          service: tempting,
          error: tempting,
          attributes: {
            [tempting]: tempting,
            'session.id': tempting,
            'user.id': tempting,
            'code.file.path': tempting,
            'code.line.number': 1,
          },
          events: [{ name: tempting, attributes: { [tempting]: tempting } }],
        },
        {
          trace: 0xbad,
          id: 2,
          parent: 1,
          attributes: chat({
            'gen_ai.request.model': tempting,
            'gen_ai.input.messages': JSON.stringify([{ role: tempting, content: tempting }]),
            'gen_ai.output.messages': JSON.stringify([
              {
                role: 'assistant',
                parts: [
                  { type: 'uri', modality: 'image', uri: 'http://127.0.0.1:9/leak.png' },
                  { type: 'text', content: tempting },
                ],
              },
            ]),
          }),
        },
      );
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const trace = traceIdOf(0xbad);
      await viewer.until<{ rows: unknown[] }>(`traces?q=${trace}`, (it) => it.rows.length > 0);
      for (const path of [
        '/traces',
        `/trace/${trace}?span=${'2'.padStart(16, '0')}`,
        `/trace/${trace}?span=${'1'.padStart(16, '0')}`,
        `/trace/${trace}?face=transcript`,
        `/trace/${trace}?face=map`,
        `/trace/${trace}?face=source`,
        '/sessions',
        `/session/${encodeURIComponent(tempting)}`,
        '/users',
        '/models',
        '/map',
        '/code',
        '/builds',
      ]) {
        await page.goto(viewer.endpoint + path);
        await page.waitForTimeout(150);
        expect(await page.evaluate(() => 'owned' in window), path).toBe(false);
      }
      expect(asked.filter((url) => !url.startsWith(viewer.endpoint) && !url.startsWith('data:'))).toEqual([]);
      expect(await page.locator('a[href^="javascript:"], img').count()).toBe(0);
      const html = join(folder, 'hostile.html');
      writeFileSync(html, await (await fetch(`${viewer.endpoint}/api/html?trace=${trace}`)).text());
      const other = await newPage('light');
      await other.goto(`${pathToFileURL(html).href}#/trace/${trace}?face=transcript`);
      await other.getByText('onerror').first().waitFor();
      expect(await other.evaluate(() => 'owned' in window)).toBe(false);
      await other.context().close();
      await fetch(`${viewer.endpoint}/api/clear`, { method: 'POST' });
    });

    it('lets a hostile page read nothing and change nothing', { timeout: 60_000 }, async () => {
      await viewer.send({ trace: 5, id: 1, name: 'private' });
      const { server, url } = await hostilePage();
      try {
        const other = await (await browser.newContext()).newPage();
        await other.goto(url);
        const got = await other.evaluate(async (target) => {
          const attempts: Record<string, () => Promise<unknown>> = {
            read: async () => (await fetch(`${target}/api/traces`)).text(),
            opaque: async () => (await fetch(`${target}/api/traces`, { mode: 'no-cors' })).text(),
            clear: async () => (await fetch(`${target}/api/clear`, { method: 'POST', mode: 'no-cors' })).type,
            spans: async () =>
              (
                await fetch(`${target}/v1/traces`, {
                  method: 'POST',
                  mode: 'no-cors',
                  body: '{"resourceSpans":[]}',
                })
              ).type,
            mcp: async () => (await fetch(`${target}/mcp`, { method: 'POST', body: '{}' })).text(),
            events: () =>
              new Promise((resolve) => {
                const source = new EventSource(`${target}/api/events`);
                source.onerror = () => resolve('');
                source.addEventListener('hello', () => resolve('heard'));
              }),
            script: () =>
              new Promise((resolve) => {
                const script = document.createElement('script');
                script.src = `${target}/api/traces`;
                script.onerror = () => resolve('');
                script.onload = () => resolve('ran');
                document.head.append(script);
              }),
          };
          const entries = Object.entries(attempts).map(async ([name, attempt]) => [
            name,
            await attempt().catch(() => ''),
          ]);
          return Object.fromEntries(await Promise.all(entries));
        }, viewer.endpoint);
        expect(got).toMatchObject({ read: '', opaque: '', mcp: '', events: '', script: '' });
        expect(JSON.stringify(got)).not.toContain('private');
        await other.context().close();
        const { rows } = await viewer.until<{ rows: TraceRow[] }>('traces', (it) => it.rows.length > 0);
        expect(rows[0]?.name).toBe('private');
      } finally {
        server.close();
      }
    });

    it('shows 100,000 spans: first rows soon, all of it scrolled through, repetition folded', {
      timeout: 120_000,
    }, async () => {
      const count = 100_000;
      for (let at = 0; at < count; at += 10_000) {
        const batch = Array.from({ length: 10_000 }, (_, index): TestSpan => {
          const id = at + index + 1;
          const group = Math.floor((id - 2) / 50) * 50 + 2;
          return {
            trace: 9,
            id,
            name: id === 1 ? 'root' : id === group ? 'group' : 'leaf',
            ...(id > 1 && { parent: id === group ? 1 : group }),
            start: id / 100,
            duration: 5,
          };
        });
        expect((await viewer.send(...batch)).status).toBe(200);
      }
      await viewer.until<{ rows: TraceRow[] }>(
        `traces?q=${traceIdOf(9)}`,
        ({ rows: [row] }) => row?.spans === count,
      );
      const start = Date.now();
      await page.goto(`${viewer.endpoint}/trace/${traceIdOf(9)}`);
      await page.getByText('×49').first().waitFor();
      console.log(`100,000 spans: first rows after ${Date.now() - start} ms`);
      expect(await page.locator('.rows [role=row]').count()).toBeLessThan(120);
      const frames = await page.evaluate(async () => {
        const rows = document.querySelector('.rows') as HTMLElement;
        const times: number[] = [];
        let last = performance.now();
        for (let step = 1; step <= 60; step++) {
          rows.scrollTop = (rows.scrollHeight * step) / 60;
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const now = performance.now();
          times.push(now - last);
          last = now;
        }
        return times.sort((a, b) => a - b)[30] as number;
      });
      console.log(`scrolling: ${frames.toFixed(1)} ms a frame in the median`);
      await page.getByRole('treegrid').focus();
      await page.keyboard.press('End');
      await expect.poll(() => page.locator('.row.selected').count()).toBe(1);
    });

    it('is axe clean, in both colour schemes', { timeout: 120_000 }, async () => {
      await viewer.send(
        {
          trace: 7,
          id: 1,
          name: 'root',
          service: 'gateway',
          attributes: { 'session.id': 's', 'user.id': 'u' },
        },
        {
          trace: 7,
          id: 2,
          parent: 1,
          service: 'llm',
          error: 'no',
          attributes: chat({ 'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: 'hi' }]) }),
        },
      );
      await viewer.until<{ rows: unknown[] }>(`traces?q=${traceIdOf(7)}`, (it) => it.rows.length > 0);
      const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
      const paths = [
        '/traces',
        `/trace/${traceIdOf(7)}?span=${'2'.padStart(16, '0')}`,
        `/trace/${traceIdOf(7)}?face=transcript`,
        '/sessions',
        '/session/s',
        '/users',
        '/models',
        '/map',
        '/code',
        '/builds',
        `/compare?a=${traceIdOf(7)}&b=${traceIdOf(5)}`,
      ];
      for (const scheme of ['light', 'dark'] as const) {
        const other = await newPage(scheme);
        for (const path of paths) {
          await other.goto(viewer.endpoint + path);
          await other.locator('h1').first().waitFor({ state: 'attached' });
          await other.waitForTimeout(250);
          // By the debugger, which no policy of the page stops.
          const found = await other.evaluate(
            `${axe}; axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target, failureSummary }) => target + ' ' + failureSummary).slice(0, 3).join(' ; ')))`,
          );
          expect(found, `${scheme} ${path}`).toEqual([]);
        }
        await other.context().close();
      }
    });

    it('made no errors on the way', () => {
      expect(faults).toEqual([]);
    });
  },
);

function hostilePage(): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>hostile</title>'),
  );
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    ),
  );
}
