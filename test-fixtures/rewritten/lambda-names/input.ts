import type { APIGatewayProxyEventV2, SQSHandler } from 'aws-lambda';
import middy from '@middy/core';

export const consumer: SQSHandler = async (event) => {};
export async function main(event, context) {
  return { statusCode: 200 };
}
export const api = async (event: APIGatewayProxyEventV2) => ({ statusCode: 200 });
export const wrapped = middy(async (event, context) => ({ statusCode: 200 })).use({});
export const streamed = awslambda.streamifyResponse(async (event, stream, context) => stream.end());
