/** Gemini's generateContent, streamed and not, and embeddings. */
import {
  type Answer,
  type Asked,
  type Format,
  json,
  type Pace,
  replyTo,
  statusOf,
  words,
} from '../format.ts';

type Body = Asked['body'];

export const google: Format = {
  name: 'google',
  answer({ path, body }, pace) {
    const match = /\/models\/([^:/]+):(\w+)/.exec(path);
    if (match === null) return undefined;
    const [, model = '', method = ''] = match;
    const status = statusOf(model);
    if (status !== undefined) return failure(status);
    if (method === 'streamGenerateContent') return { events: stream(model, body, pace) };
    if (method === 'generateContent') return json(whole(model, body));
    if (/embed/i.test(method))
      return {
        status: 200,
        json: { embeddings: [{ values: [0.1, 0.2] }], embedding: { values: [0.1, 0.2] } },
      };
    return undefined;
  },
};

const failure = (status: number): Answer => ({
  status,
  json: { error: { code: status, message: `the model said ${status}`, status: 'INVALID_ARGUMENT' } },
});

const USAGE = {
  promptTokenCount: 6,
  candidatesTokenCount: 5,
  thoughtsTokenCount: 3,
  cachedContentTokenCount: 2,
  totalTokenCount: 14,
};

interface Content {
  readonly parts?: readonly { readonly text?: string; readonly functionResponse?: object }[];
}

const contentsOf = (body: Body): readonly Content[] => (body.contents ?? []) as readonly Content[];

/** A request with tools is answered with a call of the first, until a tool has answered. */
function parts(body: Body): object[] {
  const [tools] = (body.tools ?? []) as { functionDeclarations?: { name: string }[] }[];
  const answered = contentsOf(body).some((it) => it.parts?.some((part) => part.functionResponse));
  const [declared] = tools?.functionDeclarations ?? [];
  if (declared !== undefined && !answered)
    return [{ functionCall: { name: declared.name, args: { city: 'Oslo' } } }];
  const last =
    contentsOf(body)
      .at(-1)
      ?.parts?.map((part) => part.text ?? '')
      .join('') ?? '';
  return [{ text: replyTo(last) }];
}

const candidate = (content: object[], finishReason?: string) => ({
  candidates: [
    { index: 0, content: { role: 'model', parts: content }, ...(finishReason ? { finishReason } : {}) },
  ],
});

const whole = (model: string, body: Body) => ({
  ...candidate(parts(body), 'STOP'),
  usageMetadata: USAGE,
  modelVersion: `${model}-001`,
  responseId: 'resp_g1',
});

async function* stream(model: string, body: Body, pace: Pace): AsyncGenerator<string> {
  const sse = (data: object): string =>
    `data: ${JSON.stringify({ ...data, modelVersion: `${model}-001`, responseId: 'resp_g1' })}\r\n\r\n`;
  const [part] = parts(body) as [{ text?: string }];
  const pieces = part.text === undefined ? [part] : words(part.text).map((text) => ({ text }));
  for (const [at, piece] of pieces.entries()) {
    await pace.before(at, model);
    const last = at === pieces.length - 1;
    yield sse({
      ...candidate([piece], last ? 'STOP' : undefined),
      ...(last ? { usageMetadata: USAGE } : {}),
    });
  }
}
