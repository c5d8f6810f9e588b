/** The transformer alone on files that all have sites, beside its parser alone and beside a peer. */

import { stripTypeScriptTypes } from 'node:module';
import { create } from '@apm-js-collab/code-transformer';
import { transform } from '@onetrace/transformer';
import { parseSync } from 'oxc-parser';
import { moduleText } from './project.ts';

const COUNT = 400;
const texts = Array.from({ length: COUNT }, (_none, it) => moduleText(it, 7));
const scripts = texts.map((text) => stripTypeScriptTypes(text));
/** Many: the clock of a thread's CPU time ticks in milliseconds. */
const many = (list: readonly string[]): string[] => Array.from({ length: 50 }, () => list).flat();
const quiet = Array.from({ length: COUNT }, (_none, it) => moduleText(it, 8));
const quietScripts = quiet.map((text) => stripTypeScriptTypes(text));
/** It takes it for an error when a file has nothing of what it was made for. */
const peerFor = (functionName: string) =>
  create([
    {
      channelName: 'bench',
      module: { name: 'bench', versionRange: '>=1.0.0', filePath: 'index.js' },
      functionQuery: { functionName, kind: functionName === 'total' ? 'Sync' : 'Async' },
    },
  ]).getTransformer('bench', '1.0.0', 'index.js');
const [peer, quietPeer] = [peerFor('summarize'), peerFor('total')];
if (peer === undefined || quietPeer === undefined) throw new Error('the peer has no transformer');

const tasks: Readonly<Record<string, readonly [(text: string) => unknown, readonly string[]]>> = {
  parser: [(text) => parseSync('file.ts', text).program, texts],
  onetrace: [(text) => transform(text, 'file.ts'), texts],
  'no map': [(text) => transform(text, 'file.ts', { sourceMap: false }), texts],
  'no site': [(text) => transform(text, 'file.ts'), many(quiet)],
  'parser, JavaScript': [(text) => parseSync('file.js', text).program, scripts],
  'onetrace, JavaScript': [(text) => transform(text, 'file.js'), scripts],
  'no site, JavaScript': [(text) => transform(text, 'file.js'), many(quietScripts)],
  'code-transformer, JavaScript': [(text) => peer.transform(text, 'esm'), scripts],
  'code-transformer, no site, JavaScript': [(text) => quietPeer.transform(text, 'esm'), quietScripts],
};

/** Microseconds of this thread's CPU time a file: the best of five turns, the first of which only warms up. */
const sample: Record<string, number> = {};
for (let turn = 0; turn < 5; turn++)
  for (const [name, [run, files]] of Object.entries(tasks)) {
    const start = process.threadCpuUsage();
    for (const text of files) run(text);
    const { user, system } = process.threadCpuUsage(start);
    const micros = (user + system) / files.length;
    if (turn > 0) sample[name] = Math.min(sample[name] ?? Number.POSITIVE_INFINITY, micros);
  }
sample.bytes = Buffer.byteLength(texts.join('')) / COUNT;
sample['quiet bytes'] = Buffer.byteLength(quiet.join('')) / quiet.length;
console.log(JSON.stringify(sample));
