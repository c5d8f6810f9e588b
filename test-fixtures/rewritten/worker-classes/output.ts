import * as $ot from "onetrace/inject"; import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers';

export default class extends WorkerEntrypoint<Env> {
  async fetch(request: Request) {
    const $x = $ot.enterEntry("worker-classes/input.ts:4:3#fetch", 1, arguments, this); try { return $x.end(this.env.ROOM.getByName('1').fetch(request));
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
