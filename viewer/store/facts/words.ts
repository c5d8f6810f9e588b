import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** As many as fit into a few megabytes; the rest is looked up. */
const KEPT = 50_000;

/** Texts that repeat, each stored once and known by a number. */
export class Words {
  readonly #find: StatementSync;
  readonly #add: StatementSync;
  readonly #known = new Map<string, number>();

  constructor(db: DatabaseSync) {
    this.#find = db.prepare('SELECT id FROM word WHERE text = ?');
    this.#add = db.prepare('INSERT INTO word (text) VALUES (?)');
  }

  idOf(text: string): number {
    let id = this.#known.get(text);
    if (id === undefined) {
      const row = this.#find.get(text) as { id: number } | undefined;
      id = row?.id ?? Number(this.#add.run(text).lastInsertRowid);
      if (this.#known.size >= KEPT) this.#known.clear();
      this.#known.set(text, id);
    }
    return id;
  }

  /** null for ''. */
  idOrNull(text: string): number | null {
    return text === '' ? null : this.idOf(text);
  }

  /** What a transaction that failed had added is not there. */
  forget(): void {
    this.#known.clear();
  }
}
