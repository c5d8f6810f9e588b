import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BrokerKind,
  brokerFolder,
  freePort,
  installed,
  listens,
  missingFile,
  runBroker,
} from './broker.ts';

const SERVER = installed('/usr/sbin/mosquitto', '/usr/bin/mosquitto', '/usr/local/sbin/mosquitto');

/** MQTT 3.1.1 and 5. */
export const mosquitto: BrokerKind = {
  name: 'mosquitto',
  missing: missingFile(SERVER, 'mosquitto'),
  async start() {
    const [port, folder] = [await freePort(), brokerFolder()];
    const config = join(folder, 'mosquitto.conf');
    writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
    const server = await runBroker({ command: SERVER as string, args: ['-c', config] }, () => listens(port));
    return { port, url: `mqtt://127.0.0.1:${port}`, stop: () => server.stop(folder) };
  },
};
