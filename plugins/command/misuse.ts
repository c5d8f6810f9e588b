/** The command line makes no sense; the message says what to type instead. */
export class Misuse extends Error {}
