import pLimit from 'p-limit';
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
limit(() => a());
const q = fastq.promise(work, 1);
const q1 = fastq(work, 1);
const q2 = async.queue(work, 1);
const q3 = queue(work, 2);
const b = new Bottleneck({});
b.schedule(() => x());
const w = b.wrap(f);
const pl = promiseLimit(1);
pl(() => x());
const bh = bulkhead(1);
bh.execute(() => x());
new PQueue().add(() => x());
class S { limit = pLimit(1); m() { return this.limit(() => x()); } }
function ensure() { const sub = new Redis(); sub.on('message', (c, m) => work(m)); setInterval(() => drain(), 20); cron.schedule('* * * * *', () => work()); new Cron('* * * * *', () => work()); }
function hb(req, res) { const t = setInterval(() => res.write('x'), 5); req.on('close', () => clearInterval(t)); }
const jobs = [];
let busy = false;
async function drain() { if (busy) return; busy = true; while (jobs.length) { const { x, done } = jobs.shift(); done(await work(x)); } busy = false; }
export const ask = (x) => new Promise((done) => { jobs.push({ x, done }); drain(); });
