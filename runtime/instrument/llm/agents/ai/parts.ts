/** Parts of the AI SDK's messages and answers. */
import { type Fields, fieldsOf, textOf } from '../../../../platform/unknown.ts';
import { nameOf, someOf } from '../../content/bounds.ts';
import {
  reasoningPart,
  serverCall,
  serverResponse,
  textPart,
  toolCallPart,
  toolResponsePart,
} from '../../content/content.ts';
import { mediaPart, modalityOf } from '../../content/media.ts';
import type { Part } from '../../content/part.ts';

/** What the model said; the results of its tools are of their own spans, unless the vendor ran them. */
export const answerParts = (content: unknown): Part[] =>
  partsOf(content).filter(({ type }) => type !== 'tool_call_response');

export function partsOf(content: unknown): Part[] {
  if (typeof content === 'string') return [textPart(content)];
  return someOf(content).flatMap((item): Part[] => {
    const part = fieldsOf(item);
    const read = READERS[textOf(part.type)];
    return read === undefined ? [] : [read(part)];
  });
}

const toolResultOf = (part: Fields): Part => {
  const { type, value, reason } = fieldsOf(part.output);
  const gave = type === 'content' ? partsOf(value) : (value ?? reason ?? part.output ?? part.error);
  const { toolCallId, toolName } = part;
  return part.providerExecuted === true
    ? serverResponse(toolCallId, toolName, gave)
    : toolResponsePart(toolCallId, gave);
};

const READERS: Readonly<Record<string, (part: Fields) => Part>> = {
  text: (part) => textPart(part.text),
  reasoning: (part) => reasoningPart(part.text),
  'reasoning-file': (part) => fileOf(part),
  image: (part) => fileOf({ ...part, data: part.image }, 'image'),
  file: (part) => fileOf(part),
  'file-data': (part) => fileOf(part),
  'file-url': (part) => fileOf(part),
  'image-data': (part) => fileOf(part, 'image'),
  'image-url': (part) => fileOf(part, 'image'),
  media: (part) => fileOf(part),
  'tool-call': (part) =>
    (part.providerExecuted === true ? serverCall : toolCallPart)(
      part.toolCallId,
      part.toolName,
      part.input ?? part.args,
    ),
  'tool-result': toolResultOf,
  'tool-error': toolResultOf,
};

/** Of a prompt, with its data; of an answer, as a file that was made. */
function fileOf(part: Fields, otherwise: 'image' | 'document' = 'document'): Part {
  const { file, data, url } = part;
  const mime = nameOf(fieldsOf(file).mediaType ?? part.mediaType ?? part.mimeType);
  const address = url ?? (data instanceof URL ? data : textOf(fieldsOf(data).url) || data);
  const uri = fieldsOf(data).url instanceof URL ? fieldsOf(data).url : address;
  const isAddress = uri instanceof URL || /^[a-z][\w+.-]*:/i.test(textOf(uri).slice(0, 32));
  return mediaPart({ modality: modalityOf(mime) ?? otherwise, mime, uri: isAddress ? uri : undefined });
}
