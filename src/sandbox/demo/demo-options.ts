import { parseArgs } from 'node:util';

/** What a person may choose about the demo. */
export interface DemoOptions {
  /** Products of each seller. */
  readonly products: number;
  /** Equal seeds give equal products and equal luck. */
  readonly seed: string;
  readonly faults: boolean;
  /** Whether everything stays up afterwards, to be tried by hand. */
  readonly keep: boolean;
  readonly json: boolean;
  /** Whether a day of one seller is played instead. */
  readonly day: boolean;
  /** False for the self-test: unknown outcomes are repeated without looking, and the demo has to notice. */
  readonly reconcile: boolean;
}

/** The command line asks for something that does not exist. */
export class UsageError extends Error {}

/** Fewer would not meet every scripted fault: three creating calls are struck on each, and one product is refused. */
const FEWEST_PRODUCTS = 3;
/** Products of one import and of one batch. */
const MOST_PRODUCTS = 10_000;

/** Options that a day, which is the same every time, does not have. */
const NOT_OF_A_DAY = ['products', 'no-faults', 'keep', 'skip-reconcile'] as const;

/** What `--help` prints. */
export const USAGE = `Usage: npm run demo -- [options]

Two sellers list their stock on stand-ins for Vinted, eBay and Etsy that lose answers, fail and limit, Vinted through
browsers that lose their connection; then the stand-ins count.

  --products <n>     products of each seller, ${FEWEST_PRODUCTS} to ${MOST_PRODUCTS} (50)
  --seed <text>      other products, other luck (stoflow)
  --no-faults        marketplaces and browsers that never fail
  --keep             everything stays up until Ctrl-C, to be tried by hand
  --json             the last line is one JSON object; progress goes to standard error
  --skip-reconcile   self-test: lost answers are repeated without looking; the demo must then fail
  --help

npm run demo -- --day [--seed <text>] [--json]

One seller has a day: import, publication, prices, sales, a piece sold twice, relisting, prices changed on the site, a lost
consent, a closed browser, a page that cannot be read. Each act ends with checks.

Exit code 0: every job ended as it should and the stand-ins count nothing twice and nothing orphaned; every act of the day went as it should.
`;

/**
 * Reads the command line.
 * @param args without the program
 * @returns the options, or `help`
 * @throws {UsageError} naming what is wrong
 */
export function parseDemoOptions(args: readonly string[]): DemoOptions | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const [foreign] = values.day === true ? NOT_OF_A_DAY.filter((name) => name in values) : [];
  if (foreign !== undefined) throw new UsageError(`--${foreign} says nothing about a day`);
  const products = Number(values.products ?? 50);
  if (!Number.isInteger(products) || products < FEWEST_PRODUCTS || products > MOST_PRODUCTS) {
    throw new UsageError(`--products must be a number from ${FEWEST_PRODUCTS} to ${MOST_PRODUCTS}`);
  }
  return {
    products,
    seed: values.seed ?? 'stoflow',
    faults: values['no-faults'] !== true,
    keep: values.keep === true,
    json: values.json === true,
    day: values.day === true,
    reconcile: values['skip-reconcile'] !== true,
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseValues> {
  try {
    return parseValues(args);
  } catch (error: unknown) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function parseValues(args: readonly string[]): {
  readonly products?: string;
  readonly seed?: string;
  readonly 'no-faults'?: boolean;
  readonly keep?: boolean;
  readonly json?: boolean;
  readonly day?: boolean;
  readonly 'skip-reconcile'?: boolean;
  readonly help?: boolean;
} {
  return parseArgs({
    args: [...args],
    options: {
      products: { type: 'string' },
      seed: { type: 'string' },
      'no-faults': { type: 'boolean' },
      keep: { type: 'boolean' },
      json: { type: 'boolean' },
      day: { type: 'boolean' },
      'skip-reconcile': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}
