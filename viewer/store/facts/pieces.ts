/**
 * Contents that come again and again, a conversation's history above all: a list of messages is kept as the list
 * of its elements, each stored once by its hash. So n turns cost n, not n².
 */
import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Attributes, Json } from '../../otlp/received-span.ts';
import { wordsWithin } from './search-text.ts';

/** Shorter values are cheaper where they are. */
const LEAST = 256;
const KEPT = 20_000;

export class Pieces {
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #use: StatementSync;
  readonly #index: StatementSync;
  readonly #known = new Map<string, number>();
  #bytes = 0;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT id FROM piece WHERE hash = ?');
    this.#add = db.prepare('INSERT INTO piece (hash, text) VALUES (?, ?)');
    this.#use = db.prepare('INSERT OR IGNORE INTO piece_use (trace, piece) VALUES (?, ?)');
    this.#index = db.prepare('INSERT INTO piece_text (rowid, text) VALUES (?, ?)');
  }

  /** Bytes that were new since this was last asked. */
  takeBytes(): number {
    const bytes = this.#bytes;
    this.#bytes = 0;
    return bytes;
  }

  /** The same attributes, with what is long replaced by `{ $piece }` or `{ $pieces, $text }`. */
  replaceLong(attributes: Attributes, trace: number): Attributes {
    let replaced: Attributes | undefined;
    for (const key in attributes) {
      const value = attributes[key] as Json;
      if (typeof value !== 'string' || value.length < LEAST) continue;
      replaced ??= Object.assign(Object.create(null) as Attributes, attributes);
      replaced[key] = this.#store(value, trace);
    }
    return replaced ?? attributes;
  }

  #store(text: string, trace: number): Json {
    const list = text.startsWith('[') ? exactList(text) : undefined;
    return list === undefined
      ? { $piece: this.#idOf(text, trace) }
      : { $pieces: list.map((element) => this.#idOf(JSON.stringify(element), trace)) };
  }

  #idOf(text: string, trace: number): number {
    const key = hash('sha256', text, 'hex').slice(0, 32);
    let id = this.#known.get(key);
    if (id === undefined) {
      const digest = Buffer.from(key, 'hex');
      const row = this.#find.get(digest) as { id: number } | undefined;
      id = row?.id ?? this.#insert(digest, text);
      if (this.#known.size >= KEPT) this.#known.clear();
      this.#known.set(key, id);
    }
    this.#use.run(trace, id);
    return id;
  }

  #insert(digest: Buffer, text: string): number {
    const id = Number(this.#add.run(digest, text).lastInsertRowid);
    this.#index.run(id, wordsWithin(text));
    this.#bytes += text.length + 80;
    return id;
  }

  /** Ids change their meaning when pieces go, and when a transaction fails. */
  forget(): void {
    this.#known.clear();
  }
}

/** Only where writing the elements again gives the very same text. */
function exactList(text: string): Json[] | undefined {
  try {
    const list = JSON.parse(text) as Json;
    return Array.isArray(list) && list.length > 0 && JSON.stringify(list) === text ? list : undefined;
  } catch {
    return undefined;
  }
}
