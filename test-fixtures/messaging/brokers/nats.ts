import {
  type BrokerKind,
  brokerFolder,
  freePort,
  installed,
  listens,
  missingFile,
  runBroker,
} from './broker.ts';

const SERVER = installed('/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server');

/** With JetStream. */
export const nats: BrokerKind = {
  name: 'nats',
  missing: missingFile(SERVER, 'nats-server'),
  async start() {
    const [port, folder] = [await freePort(), brokerFolder()];
    const args = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder];
    const server = await runBroker({ command: SERVER as string, args }, () => listens(port));
    return { port, url: `nats://127.0.0.1:${port}`, stop: () => server.stop(folder) };
  },
};
