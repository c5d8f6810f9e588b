import type { NextApiRequest, NextApiResponse } from 'next';
import { ask } from '../../../ask';

export default async function handler(request: NextApiRequest, response: NextApiResponse) {
  response.json(await ask(String(request.query.id)));
}
