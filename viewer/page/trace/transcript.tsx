import type { ComponentChildren, JSX } from 'preact';
import type { Message, MessagePart } from '../../store/messages/message.ts';
import type { TranscriptEntry } from '../../store/queries/transcript.ts';
import { useAnswer } from '../data.ts';
import { plural, showDuration, showMoney, showTokens } from '../format.ts';
import { JsonTree, jsonWithin } from '../parts/json-tree.tsx';
import { Markdown } from '../parts/markdown.tsx';
import { Empty, Notice, ServiceName } from '../parts/parts.tsx';

export interface TranscriptProps {
  readonly trace: string;
  readonly version: number;
  readonly selected: string;
  readonly onSelect: (spanId: string) => void;
}

export function Transcript({ trace, version, selected, onSelect }: TranscriptProps): JSX.Element {
  const answer = useAnswer<{ entries: TranscriptEntry[]; more: boolean }>('transcript', { trace }, version);
  const entries = answer.data?.entries ?? [];
  if (answer.error !== '') return <Notice kind="error">{answer.error}</Notice>;
  if (answer.data !== undefined && !entries.some(({ type }) => type !== 'hop'))
    return (
      <Empty title="No model was called in this trace">
        <p>A transcript shows what was said to models and tools, in the order of time.</p>
      </Empty>
    );
  const silent = entries.some((entry) => entry.type === 'call') && !entries.some(saysSomething);
  return (
    <div class="transcript">
      {silent && (
        <Notice>
          Contents are not recorded, as is the default. To see what was said:{' '}
          <code>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</code>
        </Notice>
      )}
      <ol>
        {entries.map((entry) => (
          <li key={`${entry.type}${entry.spanId}`} class={entry.spanId === selected ? 'selected' : ''}>
            {entry.type === 'hop' ? (
              <Hop entry={entry} onSelect={onSelect} />
            ) : entry.type === 'tool' ? (
              <ToolCall entry={entry} onSelect={onSelect} />
            ) : (
              <ModelCall entry={entry} onSelect={onSelect} />
            )}
          </li>
        ))}
      </ol>
      {answer.data?.more && <Notice>The rest of a long trace is in its waterfall.</Notice>}
    </div>
  );
}

const saysSomething = (entry: TranscriptEntry): boolean =>
  entry.type === 'tool'
    ? entry.asked + entry.answered !== ''
    : entry.type === 'call' && entry.asked.length + entry.answered.length + entry.repeated > 0;

type Of<Type extends TranscriptEntry['type']> = {
  entry: Extract<TranscriptEntry, { type: Type }>;
  onSelect: (spanId: string) => void;
};

function Hop({ entry, onSelect }: Of<'hop'>): JSX.Element {
  return (
    <button type="button" class="hop" onClick={() => onSelect(entry.spanId)}>
      <ServiceName name={entry.from} /> <span aria-hidden="true">→</span> <ServiceName name={entry.to} />{' '}
      <span class="dim">{entry.name}</span>
    </button>
  );
}

function ModelCall({ entry, onSelect }: Of<'call'>): JSX.Element {
  const {
    asked,
    answered,
    repeated,
    model,
    operation,
    service,
    input,
    output,
    cost,
    duration,
    error,
    spanId,
  } = entry;
  return (
    <article class={`call${error === '' ? '' : ' failed'}`}>
      <header>
        <button type="button" class="call-name" onClick={() => onSelect(spanId)}>
          <ServiceName name={service} /> <b>{model || operation}</b>
        </button>
        <span class="dim">
          {[showDuration(duration), showTokens(input, output), showMoney(cost)].filter(Boolean).join(' · ')}
        </span>
      </header>
      {repeated > 0 && <p class="repeated">{plural(repeated, 'earlier message')} again</p>}
      {asked.map((message, index) => (
        <Said key={`a${index}`} message={message} />
      ))}
      {answered.map((message, index) => (
        <Said key={`b${index}`} message={message} />
      ))}
      {error !== '' && <p class="said error">{error}</p>}
    </article>
  );
}

function ToolCall({ entry, onSelect }: Of<'tool'>): JSX.Element {
  const { name, asked, answered, error, duration, spanId, service } = entry;
  return (
    <article class={`call tool${error === '' ? '' : ' failed'}`}>
      <header>
        <button type="button" class="call-name" onClick={() => onSelect(spanId)}>
          <ServiceName name={service} /> <b>{name}</b> <span class="tag">tool</span>
        </button>
        <span class="dim">{showDuration(duration)}</span>
      </header>
      {asked !== '' && <Labelled label="asked">{showValue(asked)}</Labelled>}
      {answered !== '' && <Labelled label="answered">{showValue(answered)}</Labelled>}
      {error !== '' && <p class="said error">{error}</p>}
    </article>
  );
}

/** A message by who said it: people on the right, models on the left. */
export function Said({ message: { role, parts } }: { message: Message }): JSX.Element {
  return (
    <div class={`said ${/^(?:user|assistant|system|tool|developer)$/.test(role) ? role : 'other'}`}>
      <span class="role">{role}</span>
      {parts.map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: MessagePart }): JSX.Element {
  if (part.type === 'text')
    return jsonWithin(part.text) === undefined ? (
      <Markdown text={part.text} />
    ) : (
      <JsonTree value={jsonWithin(part.text) ?? null} open />
    );
  if (part.type === 'reasoning')
    return (
      <details class="reasoning">
        <summary>reasoning</summary>
        <Markdown text={part.text} />
      </details>
    );
  if (part.type === 'media')
    return (
      <span class="media">
        {part.modality} {part.text}
      </span>
    );
  return (
    <div class="tool-part">
      <span class="tag">{part.type === 'tool_call' ? `calls ${part.name}` : 'result'}</span>
      {showValue(part.text)}
    </div>
  );
}

function Labelled({ label, children }: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="labelled">
      <span class="dim">{label}</span>
      {children}
    </div>
  );
}

const showValue = (text: string): JSX.Element => {
  const json = jsonWithin(text);
  return json === undefined ? <pre class="plain">{text}</pre> : <JsonTree value={json} open />;
};
