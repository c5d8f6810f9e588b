import type { NextApiRequest, NextApiResponse } from 'next';
import { imported } from './other';
export * from './other';
export { GET } from './other';

export const handler = async (event: { headers: object }) => ({ statusCode: 200 });
const put = (request: Request) => new Response();
let patch = (request: Request) => new Response();
patch = imported(patch);
class Holder {}
export { put as PUT, patch as PATCH, imported as DELETE, Holder as HEAD };
export default function (incoming: NextApiRequest, response: NextApiResponse) {
  response.status(200).end();
}
