import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router';
import { ask } from '../ask';

export const loader = async ({ params }: LoaderFunctionArgs) => Response.json(await ask(String(params.id)));

export async function action({ request }: ActionFunctionArgs) {
  return Response.json(await ask((await request.json()).id));
}
