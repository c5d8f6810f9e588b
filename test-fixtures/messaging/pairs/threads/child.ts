import { work } from '../../boundaries/work.ts';

await work(process.argv[2] ?? '');
// A cluster's worker stays until it is told to go.
if (process.env.KIND === 'cluster') process.exit();
