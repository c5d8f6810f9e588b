import type { DatabaseSync } from 'node:sqlite';

export type Params = Readonly<Record<string, unknown>>;

/** A question to the database; its answer is plain data. Throws for parameters that make no sense. */
export type Query = (db: DatabaseSync, params: Params) => unknown;

export const textParam = (params: Params, key: string): string => {
  const value = params[key];
  return typeof value === 'string' ? value : '';
};

export const listParam = (params: Params, key: string): string[] => {
  const value = params[key];
  const list = Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value];
  return list.filter((each): each is string => typeof each === 'string');
};

/** A whole number from 0 to `most`. */
export const countParam = (params: Params, key: string, normal: number, most: number): number => {
  const value = Math.trunc(Number(params[key] ?? normal));
  return Number.isFinite(value) ? Math.min(Math.max(value, 0), most) : normal;
};

/** The text of a word column. */
export const wordOf = (column: string): string => `(SELECT text FROM word WHERE id = ${column})`;
