// Lambda functions as their authors write them; built by onetrace's esbuild plugin.
interface Answer {
  readonly statusCode: number;
  readonly body: string;
}
interface Named {
  readonly name?: string;
}

export const handler = async (event: Named): Promise<unknown> => {
  if (event.name === 'fails') throw new TypeError('no');
  const text = await (await fetch(`${process.env['NEXT']}/next`)).text();
  return event.name === 'direct' ? { text } : ({ statusCode: 201, body: text } satisfies Answer);
};
