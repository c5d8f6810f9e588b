/**
 * A registry on loopback that has our packages as `npm publish` would send them, and sends a client to the
 * configured registry for all others: `npx onetrace init` is tried as a new user types it.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PUBLISHED, ROOT } from '../packages.ts';

interface Packed {
  readonly manifest: { readonly name: string; readonly version: string };
  readonly tarball: Buffer;
}

export interface Registry {
  readonly url: string;
  close(): void;
}

export async function startRegistry(folder: string, upstream: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const packed = new Map(PUBLISHED.map((it) => packPackage(it, folder)).map((it) => [it.manifest.name, it]));
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1));
    const own = packed.get(path.replace(/\/-\/.*$/, ''));
    if (own === undefined) return response.writeHead(302, { location: new URL(path, upstream).href }).end();
    if (path.includes('/-/')) return response.end(own.tarball);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(packument(own, url())));
  });
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: url(), close: () => void server.close() };
}

function packPackage(name: string, folder: string): Packed {
  const cwd = join(ROOT, name);
  const file = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd,
    encoding: 'utf8',
  });
  const manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as Packed['manifest'];
  return { manifest, tarball: readFileSync(join(folder, file.trim())) };
}

function packument({ manifest, tarball }: Packed, url: string) {
  const { name, version } = manifest;
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const dist = { tarball: `${url}${name}/-/${version}.tgz`, integrity };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
