import { type BrokerKind, installed, missingFile, runBroker } from './broker.ts';

const KCAT = installed('/usr/bin/kcat', '/usr/bin/kafkacat', '/usr/local/bin/kcat');

/** The mock cluster of librdkafka, which Debian's kcat brings: the real protocol, no disk, one broker. */
export const kafka: BrokerKind = {
  name: 'kafka',
  missing: missingFile(KCAT, 'kcat'),
  async start() {
    const args = ['-C', '-b', 'x', '-X', 'test.mock.num.brokers=1', '-d', 'mock', '-t', 'unused'];
    const portIn = (said: string): number => Number(/127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? 0);
    const server = await runBroker({ command: KCAT as string, args }, (said) => portIn(said) > 0);
    const port = portIn(server.said());
    return { port, url: `127.0.0.1:${port}`, stop: () => server.stop() };
  },
};
