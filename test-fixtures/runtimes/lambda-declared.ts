// A declared handler is entered where it stands.
export async function handler(event: { readonly path: string }) {
  const response = await fetch(`${process.env['NEXT']}${event.path}`);
  return { statusCode: response.status, body: await response.text() };
}
