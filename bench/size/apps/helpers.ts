/** Every helper that rewritten code may call. */
export * from 'onetrace/inject';
