import * as $ot from "onetrace/inject"; import type { SQSEvent } from 'aws-lambda';

export async function handler(event: SQSEvent) {
  const $x = $ot.enterLambda("lambda/input.ts:3:8#handler", 1, arguments); try { for (const record of $ot.sqs("lambda/input.ts:4:24#handler?method=each&proven=1", event.Records)) $x.in(await $x.out(work(record.body)));
} catch ($e) { throw $x.fail($e); } finally { await $x.exit(); } }
async function work(body: string) {
  if (body === '') throw new Error('empty');
}
