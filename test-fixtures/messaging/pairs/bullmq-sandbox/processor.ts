import { work } from '../../boundaries/work.ts';

interface Asked {
  readonly name: string;
  readonly data: { readonly text: string };
}

export default async function (job: Asked) {
  console.log(JSON.stringify({ text: job.data.text, seen: [job.name, job.data] }));
  await work(job.data.text);
}
