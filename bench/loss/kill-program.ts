/** kill-program.ts <url> <spool>: prints the numbers of the spans that `flush` has acknowledged, for ever. */
import { flush, init, withTrace } from 'onetrace';

const [endpoint = '', spool = '', first = ''] = process.argv.slice(2);
init({ endpoint, spool, serviceName: 'kill', export: { delay: 60_000 } });
for (let n = Number(first); ; n += 20) {
  for (let at = n; at < n + 20; at++) withTrace('span', { root: true, attributes: { n: at } }, () => {});
  await flush();
  process.stdout.write(`${n}\n`);
}
