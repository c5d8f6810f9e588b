/** The side of Lambda that calls the function, in the function's process. */
import { main } from './app.ts';

process.on('message', async ({ id, event }: { id: number; event: never }) => {
  const context = { awsRequestId: String(id), getRemainingTimeInMillis: () => 5_000, functionName: 'ask' };
  try {
    process.send?.({ id, result: await main(event, context) });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
