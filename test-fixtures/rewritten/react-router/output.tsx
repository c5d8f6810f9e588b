// @file app/routes/item.tsx
import * as $ot from "onetrace/inject"; import { session } from '../session';
import type { Route } from './+types/item';

const log: Route.MiddlewareFunction = async ({ request }, next) => {
  console.log(request.url);
  return next();
};

export const middleware = [$ot.handler("app/routes/item.tsx:10:28#middleware?entry=middleware", session), $ot.handler("app/routes/item.tsx:10:37#middleware?entry=middleware", log)];

export async function loader({ params }: Route.LoaderArgs) {
  const $x = $ot.enterHandler("app/routes/item.tsx:12:8#loader?entry=loader", 1, arguments); try { return $x.end({ id: params.id });
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }

export const action = /* @__PURE__ */ $ot.handler("app/routes/item.tsx:16:23#action?entry=action&name=action", async () => ({ ok: true }));

export const clientLoader = async () => null;

export default function Item({ loaderData }: Route.ComponentProps) {
  return <p>{loaderData.id}</p>;
}
