/** The built site in a real browser, from a server and from its folder. Pictures go to `.cache/docs`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite, SITE } from '../docs.ts';
import { ROOT } from '../packages.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const CACHE = join(ROOT, '.cache/docs/');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

// .ci/run installs Debian's package `chromium` where it can.
describe.skipIf(CHROMIUM === undefined)(
  `the docs site${CHROMIUM === undefined ? ' (skipped: no Chromium here)' : ''}`,
  () => {
    let browser: Browser;
    let page: Page;
    let server: Server;
    let origin: string;
    const faults: string[] = [];

    beforeAll(async () => {
      if (isStale()) await buildSite();
      mkdirSync(CACHE, { recursive: true });
      server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
        const file = join(SITE, path.endsWith('/') ? `${path}index.html` : path);
        if (!existsSync(file)) return response.writeHead(404).end();
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        response.end(readFileSync(file));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      browser = await chromium.launch({ executablePath: CHROMIUM as string, args: ['--no-sandbox'] });
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
      });
      page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('response', (it) => {
        if (it.status() >= 400) faults.push(`${it.status()} ${it.url()}`);
      });
    }, 300_000);

    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    const pages = (): string[] =>
      (readdirSync(SITE, { recursive: true }) as string[])
        .map((it) => it.replaceAll('\\', '/'))
        .filter((it) => it.endsWith('.html') && it !== '404.html');

    it('has a page for each document, and no page links to one that is not there', () => {
      const names = pages();
      expect(names.length).toBeGreaterThan(40);
      for (const name of names) {
        const text = readFileSync(join(SITE, name), 'utf8');
        const own = [...text.matchAll(/\b(?:href|src)="(\.{1,2}\/[^"#?]*)/g)].map(([, it]) => it as string);
        expect(own.length, name).toBeGreaterThan(5);
        const dead = own.filter((it) => !existsSync(join(SITE, name, '..', decodeURIComponent(it))));
        expect(dead, name).toEqual([]);
      }
    });

    it('loads its pages without a fault', { timeout: 120_000 }, async () => {
      for (const name of ['index', 'start/index', 'concepts', 'reference/init', 'recipes/langfuse']) {
        await page.goto(`${origin}/${name}.html`);
        await page.locator('h1').first().waitFor();
        await page.screenshot({ path: `${CACHE}${name.replace('/', '-')}.png` });
      }
      expect(faults).toEqual([]);
    });

    it('finds by words, and goes there', { timeout: 120_000 }, async () => {
      await page.goto(`${origin}/concepts.html`);
      await page.locator('.VPNavBarSearch button').first().click();
      await page.locator('#localsearch-input').fill('propagateTo');
      await page.locator('#localsearch-list .result').first().waitFor();
      await page.screenshot({ path: `${CACHE}search.png` });
      await page.locator('#localsearch-list .result').first().click();
      await page.waitForFunction(() => !location.pathname.endsWith('concepts.html') || location.hash !== '');
      await page.getByText('propagateTo').first().waitFor();
      expect(faults).toEqual([]);
    });

    it('is clean for axe, light and dark', { timeout: 180_000 }, async () => {
      const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      const found: string[] = [];
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme });
        for (const name of ['index', 'concepts', 'reference/init', 'start/next']) {
          await page.goto(`${origin}/${name}.html`);
          await page.locator('h1').first().waitFor();
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() =>
            (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
          );
          found.push(
            ...violations.map(({ id, nodes }) => `${scheme} ${name} ${id}: ${nodes[0]?.html.slice(0, 160)}`),
          );
        }
      }
      expect(found).toEqual([]);
    });

    it('can be read from its folder', { timeout: 60_000 }, async () => {
      const folder = await browser.newPage();
      await folder.goto(pathToFileURL(join(SITE, 'concepts.html')).href);
      await folder.locator('h1').first().waitFor();
      const font = await folder.evaluate(() => getComputedStyle(document.body).fontFamily);
      expect(font).toContain('Inter');
      await folder.locator('.vp-doc a[href*="security"]').first().click();
      await folder.waitForURL(/security\.html/);
      expect(await folder.locator('h1').first().textContent()).toContain('Security');
      await folder.close();
    });
  },
);

/** Built before something that it is made from was changed. */
function isStale(): boolean {
  const index = join(SITE, 'index.html');
  if (!existsSync(index)) return true;
  const built = statSync(index).mtimeMs;
  const sources = (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).filter(
    (it) => /\.(?:md|ts|css)$/.test(it) && !/node_modules|\.vitepress[\\/](?:dist|cache)/.test(it),
  );
  return sources.some((it) => statSync(join(ROOT, 'docs', it)).mtimeMs > built);
}
