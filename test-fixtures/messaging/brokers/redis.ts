import {
  type BrokerKind,
  brokerFolder,
  freePort,
  installed,
  listens,
  missingFile,
  runBroker,
} from './broker.ts';

const SERVER = installed('/usr/bin/redis-server', '/usr/local/bin/redis-server');

export const redis: BrokerKind = {
  name: 'redis',
  missing: missingFile(SERVER, 'redis-server'),
  async start() {
    const [port, folder] = [await freePort(), brokerFolder()];
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
    const server = await runBroker({ command: SERVER as string, args }, () => listens(port));
    return { port, url: `redis://127.0.0.1:${port}`, stop: () => server.stop(folder) };
  },
};
