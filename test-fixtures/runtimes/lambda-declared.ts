// A declared handler is entered where it stands.
interface Event {
  readonly path: string;
  readonly name?: string;
}

export async function handler(event: Event) {
  const response = await fetch(`${process.env['NEXT']}${event.path}`);
  if (event.name === 'fails') throw new TypeError('no');
  if (event.name !== 'silent') return { statusCode: response.status, body: await response.text() };
}
