/** Every helper that rewritten code may call, and everything that a program may import. */
export * from 'onetrace';
export * as inject from 'onetrace/inject';
