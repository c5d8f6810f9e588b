import mqtt from 'mqtt';
import type { Connect } from '../contract.ts';

export const connect: Connect = async (broker) => {
  const client = await mqtt.connectAsync(broker, { protocolVersion: 5 });
  return { send: (text) => client.publishAsync('jobs', text, { qos: 1 }), close: () => client.endAsync() };
};
