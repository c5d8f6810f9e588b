import type { WriteStream } from 'node:tty';

export type Step = <T>(name: string, work: Promise<T>, outcome: (result: T) => string) => Promise<T>;

/** A line for each step: what is under way, then what came of it and how long it took. */
export function progress(stream: WriteStream): Step {
  return async (name, work, outcome) => {
    const start = performance.now();
    if (stream.isTTY) stream.write(`… ${name}`);
    const tell = (mark: string, text: string): void => {
      const clear = stream.isTTY ? '\r\u001b[2K' : '';
      stream.write(`${clear}${mark} ${name.padEnd(8)}${text}\n`);
    };
    const result = await work.catch((error: unknown) => {
      tell('✗', 'failed');
      throw error;
    });
    tell('✓', `${outcome(result)}, ${Math.round(performance.now() - start)} ms`);
    return result;
  };
}
