import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrokerKind, brokerFolder, freePort, installed, missingFile, runBroker } from './broker.ts';

/** Not Debian's script in front of it, which changes the user. */
const SERVER = installed('/usr/lib/rabbitmq/bin/rabbitmq-server');

export const rabbitmq: BrokerKind = {
  name: 'rabbitmq',
  missing: missingFile(SERVER, 'rabbitmq-server'),
  async start() {
    const [port, distribution, folder] = [await freePort(), await freePort(), brokerFolder()];
    const config = join(folder, 'rabbitmq.conf');
    writeFileSync(config, `listeners.tcp.1 = 127.0.0.1:${port}\nloopback_users = none\nlog.console = true\n`);
    const env = {
      HOME: folder,
      RABBITMQ_NODENAME: `test${port}@localhost`,
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_CONFIG_FILE: config,
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
    };
    const server = await runBroker({ command: SERVER as string, args: [], env }, (said) =>
      said.includes('Server startup complete'),
    );
    return { port, url: `amqp://127.0.0.1:${port}`, stop: () => server.stop(folder) };
  },
};
