/** Pictures, sounds, films and documents, in all the forms that messages have them: bytes are never kept. */
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { nameOf } from './bounds.ts';
import type { Part } from './part.ts';

type Modality = 'image' | 'audio' | 'video' | 'document';

interface Media {
  readonly modality: Modality;
  readonly mime: string;
  /** An address: a text, or a `URL`. */
  readonly uri?: unknown;
  /** Of a file that the vendor keeps. */
  readonly id?: unknown;
  readonly transcript?: unknown;
}

/** Where they stand, by the `type` of the part: its own fields, or those of one member. */
const KINDS: readonly (readonly [type: RegExp, modality: Modality, member: string])[] = [
  [/^(?:input_)?image(?:_url|-url|-data|-file-id)?$|^computer_screenshot$/, 'image', 'image_url'],
  [/^(?:input_)?audio(?:_url)?$/, 'audio', 'input_audio'],
  [/^(?:input_)?video(?:_url)?$/, 'video', 'video_url'],
  [/^document(?:_url)?$/, 'document', 'document_url'],
  [/^(?:input_|reasoning-)?file(?:-url|-data|-id)?$|^media$|^container_upload$/, 'document', 'file'],
];

/** What parts of media hold beside what they show. */
const BESIDE: ReadonlySet<string> = /* @__PURE__ */ new Set(
  (
    'type data mimeType mime_type mediaType media_type source image audio video file image_url imageUrl url uri ' +
    'input_audio inputAudio inlineData fileData file_id fileId filename detail format annotations _meta id'
  ).split(' '),
);

/** Nothing but media: what a tool gives may have a `type` of its own, and say more. */
export const isMedia = (fields: Fields): boolean => Object.keys(fields).every((key) => BESIDE.has(key));

/** undefined: the fields are of something else. */
export function mediaOf(fields: Fields): Part | undefined {
  if (fields.inlineData) return inline(fieldsOf(fields.inlineData));
  if (fields.fileData) return inline(fieldsOf(fields.fileData));
  const type = textOf(fields.type);
  const [, modality, member] = KINDS.find(([kind]) => kind.test(type)) ?? [];
  if (modality === undefined || member === undefined) return undefined;
  const inner = fields[member] ?? fields[camel(member)] ?? fields[type] ?? fields.source ?? fields.file;
  const holder =
    typeof inner === 'object' && inner !== null && !(inner instanceof URL) ? fieldsOf(inner) : {};
  const mime = mimeOf(fields) || mimeOf(holder) || mediaFormat(modality, holder);
  const uri = typeof inner === 'string' || inner instanceof URL ? inner : addressOf(holder);
  return mediaPart({
    modality: modalityOf(mime) ?? modality,
    mime,
    uri: uri ?? addressOf(fields),
    id: holder.file_id ?? holder.fileId ?? fields.file_id ?? fields.fileId,
    transcript: fields.transcript,
  });
}

/** Gemini's: `{ mimeType, data }`, `{ mimeType, fileUri }`. */
function inline({ mimeType, fileUri }: Fields): Part {
  const mime = nameOf(mimeType);
  return mediaPart({ modality: modalityOf(mime) ?? 'document', mime, uri: fileUri });
}

export function mediaPart({ modality, mime, uri, id, transcript }: Media): Part {
  const address = uri instanceof URL ? uri.href : textOf(uri);
  const mime_type = (/^data:([^;,]+)/.exec(address.slice(0, 200))?.[1] ?? mime) || undefined;
  if (/^(?:https?|gs|s3|file|[\w-]+):\/\//.test(address.slice(0, 32)))
    return { type: 'uri', modality, mime_type, uri: address };
  if (textOf(id) !== '') return { type: 'file', modality, mime_type, file_id: nameOf(id) };
  const kind = (mime_type && modalityOf(mime_type)) || modality;
  return {
    type: 'blob',
    modality: kind,
    mime_type,
    content: '',
    transcript: textOf(transcript) || undefined,
  };
}

export const modalityOf = (mime: string): Modality | undefined =>
  mime === '' || mime === 'image'
    ? undefined
    : ((/^(image|audio|video)\//.exec(mime)?.[1] ?? 'document') as Modality);

const mimeOf = (it: Fields): string => nameOf(it.mime_type ?? it.mimeType ?? it.media_type ?? it.mediaType);

/** `{ format: 'wav' }` */
const mediaFormat = (modality: Modality, { format }: Fields): string =>
  modality !== 'document' && nameOf(format) !== '' ? `${modality}/${nameOf(format)}` : '';

/** What is no address is bytes. */
const addressOf = ({ url, uri, image, audio, data, file_data, file_url }: Fields): unknown =>
  [url, uri, file_url, image, audio, data, file_data].find(
    (it) => it instanceof URL || /^[a-z][\w+.-]*:/i.test(textOf(it).slice(0, 32)),
  );

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
