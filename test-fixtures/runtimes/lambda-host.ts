/** A custom runtime as AWS documents it: asks for the next event, calls the handler, posts the result. */
import { createRequire } from 'node:module';

const [file = ''] = process.argv.slice(2);
const api = `http://${process.env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation`;
const module = file.endsWith('.cjs') ? createRequire(import.meta.url)(file) : await import(file);
const { handler } = module as {
  handler(event: unknown, context: object, callback: (error: unknown, result: unknown) => void): unknown;
};

const post = (path: string, body: unknown) => {
  const { request } = process.getBuiltinModule('node:http');
  return new Promise((resolve, reject) => {
    request(`${api}/${path}`, { method: 'POST' }, resolve)
      .on('error', reject)
      .end(JSON.stringify(body ?? null));
  });
};

for (;;) {
  const next = await fetch(`${api}/next`);
  const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const context = {
    awsRequestId: id,
    functionName: 'orders',
    invokedFunctionArn: next.headers.get('lambda-runtime-invoked-function-arn'),
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const result = await new Promise((resolve, reject) => {
      next.json().then(async (event) => {
        try {
          const returned = handler(event, context, (error, result) =>
            error ? reject(error) : resolve(result),
          );
          if (handler.length < 3) resolve(await returned);
        } catch (error) {
          reject(error);
        }
      }, reject);
    });
    await post(`${id}/response`, result);
  } catch (error) {
    await post(`${id}/error`, { errorMessage: (error as Error).message });
  }
}
