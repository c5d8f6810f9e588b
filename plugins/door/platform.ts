/** Vite's, where it is Vite: for whom it builds. */
interface Builds {
  readonly environment?: { readonly config?: { readonly consumer?: string } };
}

const consumerOf = (context: object): string | undefined => (context as Builds).environment?.config?.consumer;

export const isServer = (context: object): boolean => consumerOf(context) === 'server';

export const isBrowser = (context: object): boolean => consumerOf(context) === 'client';
