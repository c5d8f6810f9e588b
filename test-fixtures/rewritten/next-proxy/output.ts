// @file proxy.ts
import * as $ot from "onetrace/inject"; import { NextResponse, type NextRequest } from 'next/server';

export async function proxy(request: NextRequest) {
  const $x = $ot.enterHandler("proxy.ts:4:8#proxy?entry=middleware", 1, arguments); try { return $x.end(NextResponse.next({ request }));
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }

export const config = { matcher: '/' };
