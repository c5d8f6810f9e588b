const log: string[] = [];
const resource = (name: string) => ({ [Symbol.dispose]() { log.push(`dispose ${name}`); }, async [Symbol.asyncDispose]() { await null; log.push(`async ${name}`); } });
function sync() { 'use trace'; using a = resource('a'); using b = resource('b'); log.push('body'); return log.length; }
console.log(sync());
async function asynchronous() { 'use trace'; await using c = resource('c'); await null; { using d = resource('d'); } log.push('end'); }
await asynchronous();
console.log(log.join());
