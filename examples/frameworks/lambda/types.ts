/** As much of `@types/aws-lambda` as this example reads. */
export interface APIGatewayProxyEventV2 {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
}

export interface Context {
  readonly awsRequestId: string;
}
