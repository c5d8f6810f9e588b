import { work } from '../../boundaries/work.ts';

await work(process.argv[2] ?? '');
