import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type BrokerKind, brokerFolder, freePort, listens, missingFile, runBroker } from './broker.ts';

const ROOT = '/usr/lib/postgresql';
const version = existsSync(ROOT) ? readdirSync(ROOT).toSorted().at(-1) : undefined;
const BIN = version === undefined ? undefined : `${ROOT}/${version}/bin`;

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export const postgres: BrokerKind = {
  name: 'postgres',
  missing: missingFile(BIN, 'postgresql'),
  async start() {
    const [port, folder] = [await freePort(), brokerFolder()];
    const user = unprivileged();
    if (user !== undefined) chownSync(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'];
    execFileSync(join(BIN as string, 'initdb'), init, { ...user, cwd: folder, stdio: 'pipe' });
    const args = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-F'];
    const server = await runBroker(
      { command: join(BIN as string, 'postgres'), args, ...user },
      async (said) => said.includes('ready to accept connections') && (await listens(port)),
    );
    return { port, url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop: () => server.stop(folder) };
  },
};
