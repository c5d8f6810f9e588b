import * as $ot from "onetrace/inject"; import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

export default class extends WorkerEntrypoint<Env> {
  async fetch(request: Request) {
    const $x = $ot.enterEntry("worker-classes/input.ts:4:3#fetch", 1, arguments, this); try { return $x.end($ot.binding("worker-classes/input.ts:5:12#fetch?callee=this.env.ROOM.getByName(...).fetch", this.env.ROOM.getByName('1'), "fetch")(request));
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  async queue({ messages }: MessageBatch) {
    const $x = $ot.enterEntry("worker-classes/input.ts:7:3#queue", 1, arguments, this); try { for (const { body } of $ot.cloudflareQueue("worker-classes/input.ts:8:28#queue?method=each&proven=1", messages)) $x.in(await $x.out(save(body)));
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  total = () => 0;
  add(a: number, b: number) {
    const $x = $ot.enterWork("worker-classes/input.ts:11:3#add?span=add", 0, arguments, this); try { return $x.end(a + b);
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
}

export class Room extends DurableObject {
  fetch() {
    const $x = $ot.enterEntry("worker-classes/input.ts:17:3#fetch", 0, arguments, this); try { return $x.end(new Response(this.ctx.id.toString()));
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
}

class Page extends HTMLElement {
  fetch() {}
}

export class Counter extends DurableObject<Env> {
  async alarm() {
    const $x = $ot.enterWork("worker-classes/input.ts:27:3#alarm?span=Counter.alarm&trigger=timer", 1, arguments, this); try { $x.in(await $x.out($ot.binding("worker-classes/input.ts:28:11#alarm?callee=this.env.API.fetch", this.env.API, "fetch")('https://api/tick')));
    const stub = this.env.ROOM.get(this.env.ROOM.idFromName('a'));
    $x.in(await $x.out($ot.binding("worker-classes/input.ts:30:11#alarm?callee=stub.fetch", stub, "fetch")(new Request('https://room/'))));
    $x.in(await $x.out(this.env.CACHE.get('key')));
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  async webSocketMessage(socket: WebSocket, message: string) {
    const $x = $ot.enterWork("worker-classes/input.ts:33:3#webSocketMessage?span=Counter.webSocketMessage", 1, arguments, this); try { socket.send(message);
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  private hidden() {}
}
