/**
 * The first offset at or after `from` that is neither white space nor comment. Between an object and its
 * property there is nothing else but the joining token.
 */
export function skipTrivia(text: string, from: number): number {
  const trivia = /(?:\s|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/y;
  trivia.lastIndex = from;
  trivia.exec(text);
  return trivia.lastIndex;
}
