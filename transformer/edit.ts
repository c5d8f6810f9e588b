/**
 * The verbs: all that a rule may say about a program, as data. An edit says *what* happens at *which
 * range*; how the text or the tree is spelled is a writer's business.
 */
import type * as inject from 'onetrace/inject';
import type { Range, Site } from './site.ts';

/** The helpers of the runtime's ABI; renaming one there stops this package from compiling. */
export type Helper = keyof typeof inject & string;

/**
 * `expr` becomes `$ot.helper(site, expr)`: a reference to a global that is captured or called
 * (`fetch(u)`, `{ fetch }`), a bare function that is called (`generateText(a)`), a handler that is
 * registered (`app.post('/x', fn)`). The expression is evaluated exactly when it was before.
 */
export interface Wrap {
  readonly verb: 'wrap';
  readonly range: Range;
  readonly helper: Helper;
  readonly site: Site;
  /** `{ fetch }`: the range is a shorthand property's, which must spell its key out. */
  readonly shorthand?: boolean;
}

/**
 * `receiver.key(…)` becomes `$ot.helper(site, receiver, "key")(…)`: receiver, method read, arguments, in
 * the original order. Arguments, type arguments and whatever follows are never touched.
 */
export interface Bind {
  readonly verb: 'bind';
  readonly helper: Helper;
  readonly site: Site;
  /** The member expression that is called. */
  readonly callee: Range;
  readonly receiver: Range;
  /** The property: a name to be quoted, or the expression between the brackets. */
  readonly key: Range;
  readonly computed: boolean;
  /** `a.b?.key()`: a nullish receiver ends the chain instead of throwing. */
  readonly optionalReceiver: boolean;
  /** `a.b.key?.()`: a nullish method ends the chain instead of throwing. */
  readonly optionalCall: boolean;
}

/**
 * Optional links to the left of a bound method, whose short circuit must still skip everything to its
 * right: `a?.b.key(x).c` becomes
 * `$ot.chain($ot.nil(a) ? void 0 : $ot.helper(site, $ot.slot.v.b, "key")(x).c)`.
 */
export interface Chain {
  readonly verb: 'chain';
  /** The whole chain, from its first object to its last member or call. */
  readonly range: Range;
  readonly links: readonly OptionalLink[];
}

/** `object?.rest`: everything up to `object`'s end has been evaluated when the `?.` decides. */
export interface OptionalLink {
  readonly object: Range;
  /** `object?.[x]` and `object?.(x)` lose the whole token, `object?.x` keeps its dot. */
  readonly access: 'dot' | 'bracket' | 'call';
}

/**
 * A function's body runs inside a span, in place: `{ const $x = $ot.enter(site); try { … } catch ($e)
 * { throw $x.fail($e); } finally { $x.exit(); } }`. The body stays in its own function, so identity,
 * hoisting, name, length, directives, `this`, `arguments`, `super`, `new.target`, `yield` and stack
 * frames stay; each place where the function can be suspended hands the context back and takes it again.
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
  /** A directive before it has no semicolon of its own. */
  readonly openDirective: boolean;
  /** Bit 1: async, bit 2: generator. */
  readonly kind: number;
  /** An async body whose platform may stop when it settles: it waits for `exit`. */
  readonly waits: boolean;
  /** What the helper is handed, to look for a request in it: an arrow has no `arguments`, but parameters. */
  readonly args: 'arguments' | readonly string[];
  /** A method of a class that keeps what belongs to the call: it hands the helper its `this`, too. */
  readonly self: boolean;
  readonly suspensions: readonly Suspension[];
  /** Arguments of the body's own `return` statements; a sequence needs parentheses in a call. */
  readonly returns: readonly { readonly range: Range; readonly sequence: boolean }[];
  /** Blocks that are reached from a suspension without coming back through it: `catch`, `finally`, … */
  readonly resumes: readonly Range[];
}

/** `await x`, `yield x`, `yield* x`, or the iterable of `for await`. */
export interface Suspension {
  readonly how: 'await' | 'yield' | 'delegate' | 'iterate';
  /** The whole expression; for `iterate` the iterable alone. */
  readonly range: Range;
  /** What is handed out, undefined for a bare `yield`. */
  readonly argument: Range | undefined;
}

/** Text that is compiled away, a decorator for example; line breaks inside it stay. */
export interface Remove {
  readonly verb: 'remove';
  readonly range: Range;
  /** Where a semicolon must stand now: what is removed has ended the statement or field before it. */
  readonly semicolonAt?: number;
}

export type Edit = Wrap | Bind | Chain | Enter | Remove;
