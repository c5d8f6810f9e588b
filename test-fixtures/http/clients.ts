/** Every way to send an HTTP request that programs have, as they write it: `send(url, headers)` resolves when it is answered. */
import http from 'node:http';
import https from 'node:https';
import axios from 'axios';
import got from 'got';
import ky from 'ky';
import needle from 'needle';
import nodeFetch from 'node-fetch';
import { ofetch } from 'ofetch';
import superagent from 'superagent';
import * as undici from 'undici-7';
import * as undici8 from 'undici-8';

export type Send = (url: string, headers: Record<string, string>) => Promise<unknown>;

const read = (request: http.ClientRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => response.resume().on('end', resolve).on('error', reject));
    request.end();
  });

const origin = (url: string): string => new URL(url).origin;
const pathOf = (url: string): string => new URL(url).pathname;

async function pooled(
  pool: undici.Dispatcher,
  url: string,
  headers: Record<string, string>,
): Promise<unknown> {
  const { body } = await pool.request({ path: pathOf(url), method: 'GET', headers });
  return body.text();
}

export const CLIENTS: Readonly<Record<string, Send>> = {
  'fetch of Node': async (url, headers) => (await fetch(url, { headers })).text(),
  'undici.fetch': async (url, headers) => (await undici.fetch(url, { headers })).text(),
  'undici.request': async (url, headers) => (await undici.request(url, { headers })).body.text(),
  'undici.Client': async (url, headers) => {
    const client = new undici.Client(origin(url));
    await pooled(client, url, headers);
    await client.close();
  },
  'undici 8, fetch': async (url, headers) => (await undici8.fetch(url, { headers })).text(),
  'undici 8, request': async (url, headers) => (await undici8.request(url, { headers })).body.text(),
  'node:http request': (url, headers) => read(http.request(url, { headers })),
  'node:http get': (url, headers) => read(http.get(url, { headers })),
  'axios, http adapter': (url, headers) => axios.get(url, { headers }),
  'axios, fetch adapter': (url, headers) => axios.get(url, { headers, adapter: 'fetch' }),
  got: (url, headers) => got(url, { headers }).text(),
  ky: (url, headers) => ky.get(url, { headers }).text(),
  ofetch: (url, headers) => ofetch(url, { headers }),
  superagent: (url, headers) => superagent.get(url).set(headers),
  'node-fetch': async (url, headers) => (await nodeFetch(url, { headers })).text(),
  needle: (url, headers) => needle('get', url, { headers }),
};

export const overTls: Send = (url, headers) =>
  read(https.request(url, { headers, rejectUnauthorized: false }));
