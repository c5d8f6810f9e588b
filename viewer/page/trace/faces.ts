/** The looks at one trace, over one selection; the first is the normal one. */
export const FACES: readonly (readonly [name: string, title: string])[] = [
  ['waterfall', 'Waterfall'],
  ['transcript', 'Transcript'],
  ['map', 'Map'],
  ['source', 'Source'],
];
