/**
 * The verbs: everything that a rule can do to a program, as data. An edit states *what* happens at *which
 * range*; how it is spelled, as text or as nodes, is up to a writer.
 */
import type * as inject from 'onetrace/inject';
import type { Range, Site } from './site.ts';

/** A helper of the runtime's ABI. Renaming one there stops this package from compiling. */
export type Helper = keyof typeof inject & string;

/**
 * Where a statement or field ends that has no semicolon of its own. What it ended in could not go on (an
 * arrow function, `x++`, a bare `yield`); the call that it becomes would take the next line's `(` or `[`.
 */
export type OpenEnd = number;

/**
 * `expr` becomes `$ot.helper(site, expr)`: a reference to a global that is captured or called
 * (`fetch(u)`, `{ fetch }`), a bare function that is called (`generateText(a)`), a handler that is
 * registered (`app.post('/x', fn)`). The expression is evaluated at the same point as before.
 */
export interface Wrap {
  readonly verb: 'wrap';
  readonly range: Range;
  readonly helper: Helper;
  readonly site: Site;
  /** `{ fetch }`: the range is a shorthand property's, so the writer adds the key. */
  readonly shorthand?: boolean;
  /** `(0, $ot.helper)(…)`: the lexer that finds a CommonJS module's names would take another one for a value. */
  readonly unnamed?: boolean | undefined;
  /** Nobody misses the call where its result is not used. */
  readonly pure?: boolean | undefined;
  /** See `OpenEnd`. */
  readonly openEnd?: OpenEnd | undefined;
}

/**
 * `receiver.key(…)` becomes `$ot.helper(site, receiver, "key")(…)`: receiver, method read, arguments, in
 * the original order. Arguments, type arguments and everything after the callee stay untouched.
 */
export interface Bind {
  readonly verb: 'bind';
  readonly helper: Helper;
  readonly site: Site;
  /** The member expression that is called. */
  readonly callee: Range;
  readonly receiver: Range;
  /** The property: a name that the writer quotes, or the expression between the brackets. */
  readonly key: Range;
  readonly computed: boolean;
  /** `a.b?.key()`: a nullish receiver ends the chain instead of throwing. */
  readonly optionalReceiver: boolean;
  /** `a.b.key?.()`: a nullish method ends the chain instead of throwing. */
  readonly optionalCall: boolean;
}

/**
 * Optional links to the left of a bound method. Their short circuit must still skip everything to the
 * right: `a?.b.key(x).c` becomes `$ot.chain($ot.nil(a) ? void 0 : $ot.helper(site, $ot.slot.v.b, "key")(x).c)`.
 */
export interface Chain {
  readonly verb: 'chain';
  /** The whole chain, from its first object to its last member or call. */
  readonly range: Range;
  readonly links: readonly OptionalLink[];
}

/** `object?.rest`: when the `?.` decides, everything up to the end of `object` has been evaluated. */
export interface OptionalLink {
  readonly object: Range;
  /** `object?.[x]` and `object?.(x)` lose the whole token, `object?.x` keeps its dot. */
  readonly access: 'dot' | 'bracket' | 'call';
}

/**
 * The body of a function runs inside a span, in place: `{ const $x = $ot.enter(site); try { … } catch ($e)
 * { throw $x.fail($e); } finally { $x.exit(); } }`. The body stays in its own function, so identity,
 * hoisting, name, length, directives, `this`, `arguments`, `super`, `new.target`, `yield` and stack
 * frames are unchanged; wherever the function suspends, the context is handed back and taken again.
 */
export interface Enter {
  readonly verb: 'enter';
  readonly helper: Helper;
  readonly site: Site;
  /** The body block, braces included, or an arrow's expression. */
  readonly body: Range;
  /** An arrow's expression becomes a block that returns it. */
  readonly isExpression: boolean;
  /** Where the first statement after the directives begins, or the closing brace. */
  readonly first: number;
  /** A directive before it ends without a semicolon, so that the inserted code needs one. */
  readonly openDirective: boolean;
  /** Bit 1: async, bit 2: generator. */
  readonly kind: number;
  /** An async body on a platform that may freeze once it settles: it awaits `exit`. */
  readonly waits: boolean;
  /** Where the helper looks for a request: `arguments`, or an arrow's own parameters, since it has none. */
  readonly args: 'arguments' | readonly string[];
  /** A method of a class that holds the call's context (Workers' `ctx`): the helper gets `this` as well. */
  readonly self: boolean;
  readonly suspensions: readonly Suspension[];
  /** Arguments of the body's own `return` statements; a sequence expression needs parentheses in a call. */
  readonly returns: readonly { readonly range: Range; readonly sequence: boolean }[];
  /** Of statements that end in a suspension or in what is returned. */
  readonly openEnds: readonly OpenEnd[];
  /** Blocks that can run after a suspension without passing through its `in()`: `catch`, `finally`, … */
  readonly resumes: readonly Range[];
}

/** `await x`, `yield x`, `yield* x`, or the iterable of `for await`. */
export interface Suspension {
  readonly how: 'await' | 'yield' | 'delegate' | 'iterate';
  /** The whole expression; for `iterate` the iterable alone. */
  readonly range: Range;
  /** The operand; undefined for a bare `yield`. */
  readonly argument: Range | undefined;
}

/** Removes text, a decorator for example; its line breaks stay, so that no line moves. */
export interface Remove {
  readonly verb: 'remove';
  readonly range: Range;
  /** Where a semicolon is needed now, because the removed text ended the statement or field before it. */
  readonly semicolonAt?: number | undefined;
  /** `return @traced()⏎class …`: the class, whose keyword would end at the line break that stays. */
  readonly enclose?: Range | undefined;
}

export type Edit = Wrap | Bind | Chain | Enter | Remove;
