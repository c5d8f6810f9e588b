/** API Gateway in small: HTTP in, an event to the function's process, its result out. */
import { fork } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';

const lambda = fork('./invoke.ts', {
  execArgv: ['--import', '@onetrace/plugins/node'],
  env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: 'ask' },
});
const waiting = new Map<number, ServerResponse>();
lambda.on('message', ({ id, result }: { id: number; result?: { statusCode: number; body: string } }) => {
  const { statusCode, body } = result ?? { statusCode: 500, body: 'Internal Server Error' };
  waiting.get(id)?.writeHead(statusCode, { 'content-type': 'application/json' }).end(body);
  waiting.delete(id);
});

let count = 0;
createServer((request, response) => {
  const [, kind = '', id = ''] = (request.url ?? '').split('/');
  waiting.set(++count, response);
  const http = { method: request.method, path: request.url };
  const event = {
    version: '2.0',
    routeKey: `GET /${kind}/{id}`,
    rawPath: request.url,
    headers: request.headers,
    pathParameters: { id },
    requestContext: { http },
  };
  lambda.send({ id: count, event });
}).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  lambda.kill();
  lambda.on('exit', () => process.exit());
});
