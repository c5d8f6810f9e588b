/** What a pair of programs is: as their authors write them, without a word of tracing. */
export interface Sender {
  send(text: string): Promise<unknown>;
  close(): Promise<unknown> | unknown;
}
export type Connect = (broker: string) => Promise<Sender>;

/** What is done with each message; `seen` is all that the consumer can see of it besides. */
export type Work = (text: string, seen?: unknown) => Promise<void>;
export type Start = (broker: string, work: Work) => Promise<() => Promise<unknown> | unknown>;
