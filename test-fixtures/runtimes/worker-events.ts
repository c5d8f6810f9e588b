// A Worker that is configured when it loads, answers with a stream, and has a queue and a schedule.
// @ts-expect-error: workerd's own module
import { env } from 'cloudflare:workers';
import { Observe } from 'onetrace';

interface Env {
  readonly SELF: {
    queue(name: string, messages: readonly object[]): Promise<unknown>;
    scheduled(event: object): Promise<unknown>;
  };
}

Observe.init({ serviceName: 'events', endpoint: env.COLLECTOR });

export default {
  async fetch(request: Request, { SELF }: Env) {
    if (request.url.endsWith('/events')) {
      const message = { id: '1', timestamp: new Date(), body: { job: 1 }, attempts: 1 };
      await SELF.queue('jobs', [message, { ...message, id: '2' }]);
      await SELF.scheduled({ cron: '* * * * *', scheduledTime: new Date() });
      return new Response('done');
    }
    const { readable, writable } = new TransformStream();
    void Observe.withTrace('write', null, async () => {
      const writer = writable.getWriter();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await writer.write(new TextEncoder().encode('late'));
      await writer.close();
    });
    return new Response(readable);
  },
  async queue({ messages }: { messages: readonly object[] }) {
    await Observe.withTrace('jobs', null, async () => messages.length);
  },
  async scheduled() {
    Observe.withTrace('tick', null, () => {});
  },
};
