import { createServer } from 'node:net';
import pg from 'pg';

/** PostgreSQL's wire protocol, as far as `pg` speaks it: each query gives two rows. */
const text = (it: string): Buffer => Buffer.from(`${it}\0`);
const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), size, body]);
};
const ready = message('Z', Buffer.from('I'));
const column = (name: string): Buffer => Buffer.concat([text(name), Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0])]);
const row = (value: string): Buffer => message('D', Buffer.from([0, 1, 0, 0, 0, value.length]), Buffer.from(value));
const rows = [message('T', Buffer.from([0, 1]), column('content')), row('Oslo'), row('Bergen'), message('C', text('SELECT 2'))];
const server = createServer((socket) => {
  socket.on('data', (data) => {
    const first = String.fromCharCode(data[0] ?? 0);
    if (first === '\0') socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
    else if (first === 'Q') socket.write(Buffer.concat([...rows, ready]));
    else if (first === 'P') socket.write(Buffer.concat([message('1'), message('2'), ...rows, ready]));
  });
  socket.on('error', () => {});
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
server.unref();
const { port } = server.address() as { port: number };
const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'u', database: 'd', ssl: false });
const near = await pool.query('SELECT content FROM items ORDER BY embedding <=> $1 LIMIT $2', ['[1,2]', 5]);
console.log(near.rows.map((it) => it.content).join());
const inner = await pool.query({ text: 'SELECT content FROM "public"."docs" ORDER BY v <#> $1 LIMIT 3', values: ['[1,2]'] });
console.log(inner.rowCount);
console.log((await pool.query('SELECT content FROM users LIMIT 1')).rowCount);
await pool.end();
