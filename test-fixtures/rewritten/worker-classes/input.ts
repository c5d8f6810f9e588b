import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

export default class extends WorkerEntrypoint<Env> {
  async fetch(request: Request) {
    return this.env.ROOM.getByName('1').fetch(request);
  }
  async queue({ messages }: MessageBatch) {
    for (const { body } of messages) await save(body);
  }
  total = () => 0;
  add(a: number, b: number) {
    return a + b;
  }
}

export class Room extends DurableObject {
  fetch() {
    return new Response(this.ctx.id.toString());
  }
}

class Page extends HTMLElement {
  fetch() {}
}
