/** It does nothing, but could ask another service. */
import '../ready.ts';

export const ask = (url: string): Promise<Response> => fetch(url);
