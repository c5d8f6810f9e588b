// The classes of a Worker: an entry point that answers before it is done, and a durable object.
// @ts-expect-error: workerd's own module
import { DurableObject, env, WorkerEntrypoint } from 'cloudflare:workers';
import { Observe } from 'onetrace';

interface Env {
  readonly SELF: {
    queue(name: string, messages: readonly object[]): Promise<unknown>;
    scheduled(event: object): Promise<unknown>;
  };
  readonly ROOM: { idFromName(name: string): unknown; get(id: unknown): { fetch: typeof fetch } };
}

Observe.init({ serviceName: 'class', endpoint: env.COLLECTOR });

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export default class extends WorkerEntrypoint {
  declare env: Env;

  async fetch(request: Request) {
    const { SELF, ROOM } = this.env;
    if (request.url.endsWith('/events')) {
      await SELF.queue('jobs', [{ id: '1', timestamp: new Date(), body: {}, attempts: 1 }]);
      await SELF.scheduled({ cron: '* * * * *', scheduledTime: new Date() });
      return new Response('done');
    }
    void Observe.withTrace('late', null, () => wait(500));
    return ROOM.get(ROOM.idFromName('one')).fetch(request);
  }

  async queue({ messages }: { messages: readonly object[] }) {
    await Observe.withTrace('jobs', null, async () => messages.length);
  }

  scheduled() {
    Observe.withTrace('tick', null, () => {});
  }
}

export class Room extends DurableObject {
  async fetch() {
    await Observe.withTrace('room', null, () => wait(50));
    return new Response('here');
  }
}
