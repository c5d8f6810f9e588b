/** The list's filter as a condition over groups of `otel_traces` rows by trace, its values bound. */
import { countParam, listParam, type Params, textParam } from '../queries/query.ts';

export interface ClickhouseFilter {
  /** Each must hold of at least one span of a trace. */
  readonly having: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
}

const attribute = (keys: readonly string[]): string =>
  `coalesce(${keys.map((key) => `nullIf(SpanAttributes['${key}'], '')`).join(', ')}, '')`;

export const SESSION: string = attribute(['session.id', 'langfuse.session.id', 'gen_ai.conversation.id']);
export const USER: string = attribute(['user.id', 'langfuse.user.id', 'enduser.id']);
export const MODEL: string = attribute(['gen_ai.response.model', 'gen_ai.request.model', 'llm.model_name']);
/** Spans that count usage: sums of agents do not. */
export const IS_CALL: string = `SpanAttributes['gen_ai.operation.name'] NOT IN ('invoke_agent', 'invoke_workflow', 'execute_tool', 'create_agent')`;
export const TOKENS_IN: string = `if(${IS_CALL}, toUInt64OrZero(SpanAttributes['gen_ai.usage.input_tokens']), 0)`;
export const TOKENS_OUT: string = `if(${IS_CALL}, toUInt64OrZero(SpanAttributes['gen_ai.usage.output_tokens']), 0)`;
export const FAILED: string = `endsWith(lower(StatusCode), 'error')`;

export function clickhouseFilter(asked: Params): ClickhouseFilter {
  const having: string[] = [];
  const params: Record<string, string | number> = {};
  const equal = (key: string, expression: string): void => {
    const value = textParam(asked, key);
    if (value === '') return;
    params[key] = value;
    having.push(`countIf(${expression} = {${key}:String}) > 0`);
  };
  equal('service', 'ServiceName');
  equal('name', 'SpanName');
  equal('session', SESSION);
  equal('user', USER);
  equal('model', MODEL);
  const status = textParam(asked, 'status');
  if (status === 'error') having.push(`countIf(${FAILED}) > 0`);
  if (status === 'ok') having.push(`countIf(${FAILED}) = 0`);
  if (textParam(asked, 'kind') === 'ai') having.push(`countIf(${MODEL} != '') > 0`);
  for (const [index, attr] of listParam(asked, 'attr').entries()) {
    const at = attr.indexOf('=');
    params[`key${index}`] = at < 0 ? attr : attr.slice(0, at);
    params[`value${index}`] = at < 0 ? '' : attr.slice(at + 1);
    const value = `{value${index}:String}`;
    const held = `if(mapContains(SpanAttributes, {key${index}:String}), SpanAttributes[{key${index}:String}], ResourceAttributes[{key${index}:String}])`;
    having.push(
      at < 0
        ? `countIf(mapContains(SpanAttributes, {key${index}:String})) > 0`
        : `countIf(${held} = ${value}) > 0`,
    );
  }
  searchWords(textParam(asked, 'q'), having, params);
  params['limit'] = countParam(asked, 'limit', 100, 500) + 1;
  params['offset'] = countParam(asked, 'offset', 0, 1e6);
  return { having, params };
}

function searchWords(query: string, having: string[], params: Record<string, string | number>): void {
  const trimmed = query.trim();
  if (trimmed === '') return;
  if (/^[\da-f]{8,32}$/i.test(trimmed)) {
    params['trace'] = trimmed.toLowerCase();
    having.push('startsWith(TraceId, {trace:String})');
    return;
  }
  for (const [index, word] of trimmed.split(/\s+/).slice(0, 8).entries()) {
    params[`word${index}`] = word;
    const text = `concat(SpanName, ' ', StatusMessage, ' ', arrayStringConcat(mapValues(SpanAttributes), ' '))`;
    having.push(`countIf(positionCaseInsensitiveUTF8(${text}, {word${index}:String}) > 0) > 0`);
  }
}
