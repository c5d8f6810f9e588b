import type { LoaderFunctionArgs } from 'react-router';
import { words } from '../ask';

export const loader = async ({ params }: LoaderFunctionArgs) =>
  new Response(await words(String(params.id)), { headers: { 'content-type': 'text/plain' } });
