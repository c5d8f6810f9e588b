/**
 * A Kafka broker of Maven Central's jars, which `.ci/run` fetches where it can: one node, its own controller, in a
 * folder of its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  type Broker,
  type BrokerKind,
  brokerFolder,
  freePort,
  installed,
  listens,
  runBroker,
} from './broker.ts';

const JARS = process.env.KAFKA_JARS ?? join(homedir(), '.cache/onetrace/kafka');
const JAVA = installed('/usr/bin/java', '/usr/local/bin/java', join(process.env.JAVA_HOME ?? '', 'bin/java'));

/** Quick to start, and frugal: the machine has other things to do. */
const FLAGS = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', `${JARS}/*`];

const settingsFor = (folder: string, port: number, control: number): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${control}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${control}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
log.dirs=${folder}/log
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
num.partitions=1
`;

export const kafkaServer: BrokerKind = {
  name: 'kafka-server',
  missing:
    JAVA === undefined
      ? 'no java here'
      : existsSync(JARS)
        ? undefined
        : `no Kafka in ${JARS} (mvn dependency:copy-dependencies of org.apache.kafka:kafka_2.13, or KAFKA_JARS)`,
  async start(): Promise<Broker> {
    const [folder, port, control] = [brokerFolder(), await freePort(), await freePort()];
    const file = join(folder, 'server.properties');
    writeFileSync(file, settingsFor(folder, port, control));
    const java = JAVA as string;
    const format = ['format', '-t', 'AAAAAAAAAAAAAAAAAAAAAA', '-c', file];
    execFileSync(java, [...FLAGS, 'kafka.tools.StorageTool', ...format], { stdio: 'ignore' });
    const server = await runBroker({ command: java, args: [...FLAGS, 'kafka.Kafka', file] }, () =>
      listens(port),
    );
    return { port, url: `127.0.0.1:${port}`, stop: () => server.stop(folder) };
  },
};
