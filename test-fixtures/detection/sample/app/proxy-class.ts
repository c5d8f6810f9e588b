import { Readable } from 'node:stream';
import OpenAI, { toFile } from 'openai';
import type { ClientOptions } from 'openai';

export default class OpenAIService {
  readonly #openai: OpenAI;
  private static _instance?: OpenAIService;

  public static get instance(): OpenAIService {
    return (this._instance ??= new OpenAIService({}));
  }

  private constructor(options: ClientOptions) {
    this.#openai = new OpenAI({ ...options, maxRetries: 3 });
  }

  public get raw() {
    return this.#openai;
  }

  async transcribe(buffer: Buffer) {
    const file = await toFile(Readable.from(buffer), 'a.mp3');
    const { text } = await this.#openai.audio.transcriptions.create({ file, model: 'whisper-1' });
//                         ^                                 ~ llm openai proven
    return text;
  }
}

export const speak = (input: string) => OpenAIService.instance.raw.audio.speech.create({ model: 'tts-1', voice: 'nova', input });
//                                      ^                                       ~ llm openai proven
