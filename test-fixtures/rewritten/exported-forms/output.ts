import * as $ot from "onetrace/inject"; import type { NextApiRequest, NextApiResponse } from 'next';
import { imported } from './other';
export * from './other';
export { GET } from './other';

export const handler = /* @__PURE__ */ $ot.lambda("exported-forms/input.ts:6:24#handler?name=handler", async (event: { headers: object }) => ({ statusCode: 200 }));
const put = (request: Request) => { const $x = $ot.enterHandler("exported-forms/input.ts:7:13#PUT?http.request.method=PUT", 0, [request]); try { return $x.end(new Response()); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
let patch = (request: Request) => new Response();
patch = imported(patch);
class Holder {}
export { put as PUT, patch as PATCH, imported as DELETE, Holder as HEAD };
export default function (incoming: NextApiRequest, response: NextApiResponse) {
  const $x = $ot.enterHandler("exported-forms/input.ts:12:16#default", 0, arguments); try { response.status(200).end();
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
