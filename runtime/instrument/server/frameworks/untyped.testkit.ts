/** Express and Koa, whose packages bring no types: as much of them as the tests here use. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { NodeRequest } from '../request-match.ts';

export interface ExpressRequest extends IncomingMessage {
  readonly params: Readonly<Record<string, string>>;
}

export interface ExpressResponse extends ServerResponse {
  status(code: number): this;
  send(body: string): this;
}

type Next = () => void;
export type ExpressHandler = (request: ExpressRequest, response: ExpressResponse, next: Next) => unknown;
export type ExpressErrorHandler = (
  error: { readonly status?: number },
  request: ExpressRequest,
  response: ExpressResponse,
  next: Next,
) => unknown;

export interface ExpressRouter {
  use(...handlers: (string | string[] | ExpressHandler | ExpressErrorHandler | ExpressRouter)[]): this;
  get(path: string | RegExp, handler: ExpressHandler): this;
  post(path: string, handler: ExpressHandler): this;
}

interface ExpressFactory {
  (): ExpressRouter & RequestListener;
  Router(): ExpressRouter;
  json(): ExpressHandler;
}

export interface KoaContext {
  readonly req: NodeRequest;
  readonly params: Readonly<Record<string, string>>;
  body: unknown;
  throw(status: number, message: string): never;
}

export type KoaHandler = (context: KoaContext, next: () => Promise<void>) => Promise<void>;

interface KoaApp {
  silent: boolean;
  use(handler: KoaHandler): this;
  callback(): RequestListener;
}

interface KoaRouter {
  get(path: string, handler: KoaHandler): this;
  routes(): KoaHandler;
}

const load = createRequire(import.meta.url);

export const express = load('express') as ExpressFactory;
export const Koa = load('koa').default as new () => KoaApp;
export const KoaRouter = load('@koa/router').default as new (options: { prefix: string }) => KoaRouter;
