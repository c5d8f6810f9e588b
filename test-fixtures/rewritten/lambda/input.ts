import type { SQSEvent } from 'aws-lambda';

export async function handler(event: SQSEvent) {
  for (const record of event.Records) await work(record.body);
}
async function work(body: string) {
  if (body === '') throw new Error('empty');
}
