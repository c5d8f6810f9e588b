// @file app/routes/item.tsx
import { session } from '../session';
import type { Route } from './+types/item';

const log: Route.MiddlewareFunction = async ({ request }, next) => {
  console.log(request.url);
  return next();
};

export const middleware = [session, log];

export async function loader({ params }: Route.LoaderArgs) {
  return { id: params.id };
}

export const action = async () => ({ ok: true });

export const clientLoader = async () => null;

export default function Item({ loaderData }: Route.ComponentProps) {
  return <p>{loaderData.id}</p>;
}
