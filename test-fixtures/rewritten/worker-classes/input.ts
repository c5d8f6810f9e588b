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

export class Counter extends DurableObject<Env> {
  async alarm() {
    await this.env.API.fetch('https://api/tick');
    const stub = this.env.ROOM.get(this.env.ROOM.idFromName('a'));
    await stub.fetch(new Request('https://room/'));
    await this.env.CACHE.get('key');
  }
  async webSocketMessage(socket: WebSocket, message: string) {
    socket.send(message);
  }
  private hidden() {}
}
