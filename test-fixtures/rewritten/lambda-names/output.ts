import * as $ot from "onetrace/inject"; import type { APIGatewayProxyEventV2, SQSHandler } from 'aws-lambda';
import middy from '@middy/core';

export const consumer: SQSHandler = /* @__PURE__ */ $ot.lambda("lambda-names/input.ts:4:37#consumer?name=consumer", async (event) => {});
export async function main(event, context) {
  const $x = $ot.enterLambda("lambda-names/input.ts:5:8#main", 1, arguments); try { return $x.end({ statusCode: 200 });
} catch ($e) { throw $x.fail($e); } finally { await $x.exit(); } }
export const api = /* @__PURE__ */ $ot.lambda("lambda-names/input.ts:8:20#api?name=api", async (event: APIGatewayProxyEventV2) => ({ statusCode: 200 }));
export const wrapped = middy($ot.lambda("lambda-names/input.ts:9:30#", async (event, context) => ({ statusCode: 200 }))).use({});
export const streamed = awslambda.streamifyResponse($ot.lambda("lambda-names/input.ts:10:53#handler", async (event, stream, context) => stream.end()));
