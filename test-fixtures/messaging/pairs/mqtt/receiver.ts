import mqtt from 'mqtt';
import type { Start } from '../contract.ts';

export const start: Start = async (broker, work) => {
  const client = await mqtt.connectAsync(broker, { protocolVersion: 5 });
  client.on('message', (topic, payload) => {
    void work(payload.toString(), topic);
  });
  await client.subscribeAsync('jobs', { qos: 1 });
  return () => client.endAsync();
};
