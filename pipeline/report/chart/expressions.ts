import * as vega from 'vega';

/** A function made of an expression; `this` is what the view offers to expressions. */
type Compiled = (...values: unknown[]) => unknown;

interface Context {
  readonly functions?: object;
}

interface Expression {
  readonly code: string;
}

/** Code of a mark's channels. Vega makes the object once a compiled chart, so that it stands for its code. */
type Encoding = object;

type Maker<Source> = (context: Context | null, source: Source) => Compiled;

interface Makers {
  readonly operator: Maker<Expression>;
  readonly parameter: Maker<Expression>;
  readonly event: Maker<Expression>;
  readonly handler: Maker<Expression>;
  readonly encode: Maker<Encoding>;
  readonly codegen: object;
}

/** Part of Vega's interface that its types leave out: a context without an expression compiler brings its own. */
const { runtimeContext } = vega as unknown as {
  runtimeContext: (dataflow: object, transforms: object, functions: null, expressions?: Makers) => { expr: Makers };
};

const own = runtimeContext({ events: () => {} }, {}, null).expr;

const bound = (compiled: Compiled, context: Context | null): Compiled =>
  context?.functions === undefined ? (...values) => compiled(...values) : compiled.bind(context.functions);

function remembered<Source extends object>(make: Maker<Source>, keyOf: (source: Source) => unknown): Maker<Source> {
  const known = new Map<unknown, Compiled>();
  return (context, source) => {
    const key = keyOf(source);
    let compiled = known.get(key);
    if (compiled === undefined) {
      compiled = make(null, source);
      known.set(key, compiled);
    }
    return bound(compiled, context);
  };
}

const byCode = ({ code }: Expression): string => code;

/**
 * Vega's own compiler of expressions with a memory. A view compiles some hundred expressions that are the same for all
 * charts of a kind; compiled once, they are also made fast by the engine.
 */
export const rememberedExpressions: Makers = {
  operator: remembered(own.operator, byCode),
  parameter: remembered(own.parameter, byCode),
  event: remembered(own.event, byCode),
  handler: remembered(own.handler, byCode),
  encode: remembered(own.encode, (encoding) => encoding),
  codegen: own.codegen,
};
