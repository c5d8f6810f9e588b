import Replicate from 'replicate';

const replicate = new Replicate({ auth: process.env.REPLICATE_API_TOKEN });

export async function POST(request) {
//     ^ handler exported-handler proven
  const { prompt } = await request.json();
  const output = await replicate.run('stability-ai/sdxl:abc', { input: { prompt } });
//                     ^         ~ llm replicate proven
  for await (const event of replicate.stream('meta/llama-2-70b-chat', { input: { prompt } })) console.log(`${event}`);
//                          ^         ~ llm replicate proven
  let prediction = await replicate.predictions.create({ version: 'v', input: { prompt } });
//                       ^                     ~ llm replicate proven
  prediction = await replicate.wait(prediction, {});
//                   ^         ~ llm replicate proven
  await replicate.predictions.get(prediction.id);
  return Response.json(output);
}
