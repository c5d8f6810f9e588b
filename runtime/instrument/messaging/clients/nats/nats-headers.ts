/**
 * Headers as NATS writes them (ADR-4), for messages that have none of their own: the client's constructor is only
 * at hand where the program has made some. Names keep their case and are told apart by it.
 */
export class NatsHeaders implements Iterable<[string, string[]]> {
  readonly code = 0;
  readonly description = '';
  readonly status = '';
  readonly hasError = false;
  readonly #entries = new Map<string, string[]>();

  [Symbol.iterator](): IterableIterator<[string, string[]]> {
    return this.#entries.entries();
  }

  encode(): Uint8Array {
    let text = 'NATS/1.0\r\n';
    for (const [name, values] of this.#entries) for (const value of values) text += `${name}: ${value}\r\n`;
    return new TextEncoder().encode(`${text}\r\n`);
  }

  size(): number {
    return this.#entries.size;
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  get(name: string): string {
    return this.#entries.get(name)?.[0] ?? '';
  }

  last(name: string): string {
    return this.#entries.get(name)?.at(-1) ?? '';
  }

  values(name: string): string[] {
    return this.#entries.get(name) ?? [];
  }

  set(name: string, value: string): void {
    this.#entries.set(name, [value]);
  }

  append(name: string, value: string): void {
    this.#entries.set(name, [...this.values(name), value]);
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }

  toRecord(): Record<string, string[]> {
    return Object.fromEntries(this.#entries);
  }
}
