/** A gateway with two users at once: `node sender.ts <pair> <texts…>`; each text is also its sender's session. */
import { Observe } from 'onetrace';
import type { Connect } from './pairs/contract.ts';

const [, , pair = '', ...texts] = process.argv;
const { connect } = (await import(`./pairs/${pair}/sender.ts`)) as { connect: Connect };
if (process.env.PAYLOAD) Observe.init({ payloadCarriers: true });
const sender = await connect(process.env.BROKER ?? '');

await Promise.all(
  texts.map((text) =>
    Observe.withTrace('ask', null, () => {
      Observe.setAttribute('session.id', text);
      return sender.send(text);
    }),
  ),
);
await sender.close();
await Observe.flush();
process.exit();
