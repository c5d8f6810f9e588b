export const handler = async (event: { rawPath: string }) => {
  const found = await fetch(process.env.DOWNSTREAM!);
  return { statusCode: 200, body: JSON.stringify({ path: event.rawPath, answer: await found.text() }) };
};
