export const streams = async (blob: Blob, ws: WebSocket, response: Response) => {
  blob.stream();
  ws.send('x');
  const reader = response.body!.getReader();
  await reader.read();
  navigator.credentials.create({ publicKey: undefined });
  document.createElement('div').animate([]);
  await caches.open('x').then((c) => c.match('/'));
  URL.createObjectURL(blob);
};
