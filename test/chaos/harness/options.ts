import { parseArgs } from 'node:util';
import { FAULT_KINDS } from './faults.ts';
import type { FaultKind } from './faults.ts';

/** How a run is to be. */
export interface ChaosOptions {
  /** Equal seeds choose equal products, faults of the marketplaces and orders of events; when processes run is not theirs to choose. */
  readonly seed: string;
  /** So many jobs at least. */
  readonly jobs: number;
  /** So many minutes at least. */
  readonly minutes: number;
  readonly servers: number;
  /** Of each seller. */
  readonly products: number;
  /** What fails in any case, in this order; a longer run goes on by chance. */
  readonly faults: readonly FaultKind[];
  /** Mean time between two faults. */
  readonly faultEveryMs: number;
  /** Whether one server is killed under a lease of 30 s, as in production. */
  readonly longLease: boolean;
  /** False switches the look-up of unknown outcomes off: the run must then find duplicates. */
  readonly reconcile: boolean;
  /** Time within which everything must have ended once the faults have. */
  readonly settleMs: number;
}

/** What the program is run with where nothing else is said: the promise of docs/reliability.md. */
export const LONG_FORM: ChaosOptions = {
  seed: '1',
  jobs: 1000,
  minutes: 0,
  servers: 3,
  products: 48,
  faults: [...FAULT_KINDS, 'half_open', 'half_open'],
  faultEveryMs: 3000,
  longLease: true,
  reconcile: true,
  settleMs: 180_000,
};

/** What the program says of itself. */
export const USAGE = `npm run test:chaos                         the tests of test/chaos, as npm test runs them
npm run test:chaos -- test/chaos/<file>    one of them
npm run test:chaos -- [options]            a run of any length: servers, database and connections fail while sellers work

  --minutes M       for at least so many minutes
  --jobs N          for at least so many jobs; 1000 where neither is given
  --seed S          products, workload, faults of the marketplaces; 1 by default
  --skip-reconcile  switches the look-up of unknown outcomes off: the run must fail
  --json            only the report, one line, on standard output

The exit code is 0 only if nothing was lost, listed twice or repeated after it had succeeded.`;

/** What the command line asks for. */
export interface Command {
  readonly options: ChaosOptions;
  readonly json: boolean;
}

/**
 * @param args what follows the program's name
 * @returns the run that is asked for; undefined where the tests are meant, or the text for an option that does not exist
 */
export function parseCommand(args: readonly string[]): Command | 'tests' | { readonly problem: string } {
  if (args.every((arg) => !arg.startsWith('-'))) return 'tests';
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string' },
        jobs: { type: 'string' },
        seed: { type: 'string', default: LONG_FORM.seed },
        'skip-reconcile': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { problem: USAGE };
    const minutes = Number(values.minutes ?? 0);
    const jobs = Number(values.jobs ?? (values.minutes === undefined ? LONG_FORM.jobs : 0));
    if (!(minutes >= 0) || !(jobs >= 0)) return { problem: `--minutes and --jobs are numbers.\n${USAGE}` };
    const { seed } = values;
    const reconcile = !values['skip-reconcile'];
    return { options: { ...LONG_FORM, seed, jobs, minutes, reconcile }, json: values.json };
  } catch (error: unknown) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n${USAGE}` };
  }
}
