/**
 * `onetrace/temporal`: interceptors of Temporal's workflows, for a worker's `workflowModules`. A workflow runs in a
 * sandbox that is replayed, so nothing is recorded there; what it starts is given the header that it was started with.
 */
type Headers = Readonly<Record<string, unknown>>;
type Input = { readonly headers: Headers };
type Intercept = <I extends Input, R>(input: I, next: (input: I) => R) => R;

const HEADER = '_tracer-data';

export function interceptors(): {
  readonly inbound: readonly Readonly<Record<'execute', Intercept>>[];
  readonly outbound: readonly Readonly<Record<string, Intercept>>[];
} {
  let carrier: unknown;
  const handOn: Intercept = (input, next) =>
    next(carrier === undefined ? input : { ...input, headers: { [HEADER]: carrier, ...input.headers } });
  const execute: Intercept = (input, next) => {
    carrier = input.headers[HEADER];
    return next(input);
  };
  const starts = [
    'scheduleActivity',
    'scheduleLocalActivity',
    'startChildWorkflowExecution',
    'continueAsNew',
  ];
  return {
    inbound: [{ execute }],
    outbound: [Object.fromEntries(starts.map((name) => [name, handOn]))],
  };
}
