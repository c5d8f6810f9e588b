import * as $ot from "onetrace/inject"; import pLimit from 'p-limit';
import fastq from 'fastq';
import * as async from 'async';
import { queue } from 'async';
import Bottleneck from 'bottleneck';
import promiseLimit from 'promise-limit';
import { bulkhead } from 'cockatiel';
import PQueue from 'p-queue';
import Redis from 'ioredis';
import cron from 'node-cron';
import { Cron } from 'croner';
const limit = pLimit(2);
$ot.limiter("queues-boundaries/input.ts:13:1#?keeps=first", limit)(() => a());
const q = $ot.workQueue("queues-boundaries/input.ts:14:11#?callee=fastq.promise", fastq, "promise")(work, 1);
const q1 = $ot.workQueue("queues-boundaries/input.ts:15:12#", fastq)(work, 1);
const q2 = $ot.workQueue("queues-boundaries/input.ts:16:12#?lists=1&callee=async.queue", async, "queue")(work, 1);
const q3 = $ot.workQueue("queues-boundaries/input.ts:17:12#?lists=1", queue)(work, 2);
const b = new Bottleneck({});
$ot.limiter("queues-boundaries/input.ts:19:1#?keeps=first&callee=b.schedule", b, "schedule")(() => x());
const w = $ot.limiter("queues-boundaries/input.ts:20:11#?keeps=wrap&callee=b.wrap", b, "wrap")(f);
const pl = promiseLimit(1);
$ot.limiter("queues-boundaries/input.ts:22:1#?keeps=first", pl)(() => x());
const bh = bulkhead(1);
$ot.limiter("queues-boundaries/input.ts:24:1#?keeps=first&callee=bh.execute", bh, "execute")(() => x());
$ot.limiter("queues-boundaries/input.ts:25:1#?keeps=first&callee=(intermediate value).add", new PQueue(), "add")(() => x());
class S { limit = pLimit(1); m() { return $ot.limiter("queues-boundaries/input.ts:26:43#m?keeps=first&callee=this.limit", this, "limit")(() => x()); } }
function ensure() { const sub = new Redis(); sub.on('message', $ot.entry("queues-boundaries/input.ts:27:64#ensure", (c, m) => work(m))); setInterval($ot.tick("queues-boundaries/input.ts:27:96#ensure?schedule=interval 20 ms", () => drain()), 20); cron.schedule('* * * * *', $ot.tick("queues-boundaries/input.ts:27:143#ensure?schedule=cron * * * * *", () => work())); new Cron('* * * * *', $ot.tick("queues-boundaries/input.ts:27:180#?schedule=cron * * * * *", () => work())); }
function hb(req, res) { const t = setInterval(() => res.write('x'), 5); req.on('close', () => clearInterval(t)); }
const jobs = [];
let busy = false;
async function drain() { const $x = $ot.enterDrain("queues-boundaries/input.ts:31:1#drain", 1); try { if (busy) return; busy = true; while (jobs.length) { const { x, done } = $ot.take("queues-boundaries/input.ts:31:99#drain?callee=jobs.shift", jobs, "shift")(); done($x.in(await $x.out(work(x)))); } busy = false; } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
export const ask = (x) => new Promise((done) => { $ot.put("queues-boundaries/input.ts:32:51#?callee=jobs.push", jobs, "push")({ x, done }); drain(); });
