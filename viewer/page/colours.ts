/** A service's colour, the same on every page: by its name, and apart from the others on the page while there are colours. */
const COLOURS = 8;
const taken = new Map<string, number>();

export function colourOf(service: string): number {
  let colour = taken.get(service);
  if (colour === undefined) {
    colour = freeColour(hashOf(service) % COLOURS);
    taken.set(service, colour);
  }
  return colour;
}

function freeColour(wanted: number): number {
  const used = new Set(taken.values());
  if (used.size >= COLOURS) return wanted;
  let colour = wanted;
  while (used.has(colour)) colour = (colour + 1) % COLOURS;
  return colour;
}

function hashOf(text: string): number {
  let hash = 5381;
  for (let index = 0; index < text.length; index++)
    hash = (hash * 33 + text.charCodeAt(index)) % 4_294_967_296;
  return hash;
}
