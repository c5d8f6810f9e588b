/** What can be asked and done, as a table. All of it is behind the guard. */

import { type Answer, bytesAnswer, jsonAnswer, refusal } from '../http/answer.ts';
import { type BuildComparison, type BuildTime, buildTimes, pairSites } from '../project/compare-builds.ts';
import { type Coverage, coverageOf, lcovOf, missesNear, placeOf, readSiteUses } from '../project/coverage.ts';
import { openEditor } from '../project/open-editor.ts';
import { requestsOf } from '../receiver/import-file.ts';
import type { SiteUse } from '../store/queries/service/sites.ts';
import { compareTraces } from './compare.ts';
import type { ViewerContext } from './context.ts';
import { exportHtml } from './export-html.ts';
import { mapWithCode } from './map-with-code.ts';

export interface Asked {
  readonly params: Readonly<Record<string, string | string[]>>;
  readonly body: () => Promise<Uint8Array<ArrayBuffer>>;
}

export type Route = (context: ViewerContext, asked: Asked) => Answer | Promise<Answer>;

const query =
  (name: string): Route =>
  async ({ store }, { params }) => {
    const json = await store.query(name, params);
    return json.length === 4 && Buffer.from(json).toString() === 'null'
      ? refusal(404, 'There is none.')
      : bytesAnswer(json);
  };

const QUERIED = [
  'traces',
  'summary',
  'trace',
  'span',
  'find',
  'transcript',
  'sessions',
  'narrative',
  'users',
  'models',
  'values',
  'services',
];

export const READS: Readonly<Record<string, Route>> = {
  ...Object.fromEntries(QUERIED.map((name) => [name, query(name)])),
  status: (context) => jsonAnswer(statusOf(context)),
  map: async (context, { params }) => jsonAnswer(await mapWithCode(context, params)),
  code: async (context) => jsonAnswer(await coverage(context)),
  lcov: async (context) => ({ ...refusal(200, ''), body: lcovOf(await coverage(context)) }),
  why: (context, { params }) => {
    const misses = context.manifests.all().flatMap((it) => it.misses);
    return jsonAnswer({
      misses: missesNear(misses, String(params['site'] ?? '')),
      builds: context.manifests.all().length,
    });
  },
  source: (context, { params }) => {
    const place = placeOf(String(params['site'] ?? ''));
    const site = context.manifests
      .all()
      .flatMap((it) => it.sites)
      .find((it) => `${it.file}:${it.line}` === place);
    return jsonAnswer(site ?? null);
  },
  builds: ({ manifests }) => jsonAnswer(buildTimes(manifests.all())),
  'compare-builds': async (context, { params }) => {
    const builds = buildTimes(context.manifests.all());
    const [a, b] = ['a', 'b'].map((side) => builds.find(({ id }) => id === params[side]));
    if (a === undefined || b === undefined) return refusal(404, 'No build of that id is remembered.');
    const rows = pairSites(await usesOf(context, a), await usesOf(context, b));
    return jsonAnswer({ a, b, rows } satisfies BuildComparison);
  },
  compare: async (context, { params }) =>
    jsonAnswer(await compareTraces(context, String(params['a']), String(params['b']))),
  export: async ({ store }, { params }) => {
    const json = await store.query('export', { ...params, traces: params['trace'] });
    return download(json, 'application/json', `trace-${String(params['trace']).slice(0, 8)}.json`);
  },
  html: async (context, { params }) => {
    const html = await exportHtml(context, String(params['trace']));
    return download(html, 'text/html; charset=utf-8', `trace-${String(params['trace']).slice(0, 8)}.html`);
  },
};

export const WRITES: Readonly<Record<string, Route>> = {
  import: async ({ store }, { body }) => {
    let [accepted, rejected] = [0, 0];
    for (const request of requestsOf(await body())) {
      const result = await store.ingest(request.body, request.type);
      accepted += result.accepted;
      rejected += result.rejected;
    }
    return jsonAnswer({ accepted, rejected });
  },
  pin: async ({ store }, { params }) => {
    await store.pin(String(params['trace']), params['pinned'] === '1');
    return jsonAnswer({});
  },
  clear: async ({ store }) => {
    await store.clear();
    return jsonAnswer({});
  },
  capture: ({ captures }, { params }) => {
    const place = placeOf(String(params['site'] ?? ''));
    if (!/:\d+$/.test(place)) return refusal(400, 'Say which line: ?site=src/llm.ts:12');
    if (params['on'] === '1') captures.ask(place);
    else captures.stop(place);
    return jsonAnswer({});
  },
  open: ({ manifests, env }, { params }) => {
    const [line, column] = [Number(params['line']) || 1, Number(params['column']) || 1];
    const result = openEditor(manifests, { file: String(params['file']), line, column }, env);
    return jsonAnswer(result, 'refused' in result ? 403 : 200);
  },
};

async function usesOf({ store }: ViewerContext, { from, to }: BuildTime): Promise<readonly SiteUse[]> {
  const range = { from: from * 1000, ...(Number.isFinite(to) && { to: to * 1000 }) };
  const { sites, routes } = await readSiteUses(store, range);
  return [...sites, ...routes];
}

export async function coverage({ store, manifests }: ViewerContext): Promise<Coverage> {
  return coverageOf(manifests.all(), await readSiteUses(store));
}

function statusOf({ store, forwarder, addresses, manifests, captures }: ViewerContext) {
  const status = store.status();
  const problem = forwarder?.problem() ?? '';
  return {
    ...status,
    ...addresses,
    notices: [...status.notices, ...(problem === '' ? [] : [problem])],
    builds: manifests.all().length,
    captures: captures.list().map(({ place }) => place),
  };
}

const download = (body: string | Uint8Array, type: string, name: string): Answer => ({
  status: 200,
  headers: {
    'content-type': type,
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '')}"`,
  },
  body,
});
