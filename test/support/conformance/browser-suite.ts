import { afterAll, describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import { browserPoints, calledName } from './browser-faults.ts';
import type { BrowserPoint } from './browser-faults.ts';
import type { BrowserKit, BrowserTrial } from './browser-kit.ts';
import { BROWSER_FAULTS } from './fault-columns.ts';
import type { BrowserFault } from './fault-columns.ts';
import { leaveCells } from './matrix.ts';
import type { Cell } from './matrix.ts';
import { NOT_APPLICABLE_PERCENT } from './not-applicable.ts';
import { Room } from './room.ts';
import { SCENARIOS } from './scenarios.ts';
import { differences } from './differences.ts';
import { nameOf } from './wired-handlers.ts';

/** Points of a cell that the short form tries: each is a job with a browser and a database of its own. */
const SAMPLE = 1;
const SEED = process.env['CONFORMANCE_SEED'] ?? 'stoflow';
const TIMEOUT_MS = 120_000;
/** Trials at once. */
const AT_ONCE = 6;

interface PointResult {
  readonly point: string;
  readonly problems: readonly string[];
  readonly course: readonly string[];
  readonly executions: BrowserTrial['executions'];
}

interface CellResult {
  readonly counts: Pick<Cell, 'passed' | 'total' | 'points'>;
  readonly failed: readonly PointResult[];
}

interface ActionResult {
  readonly calm: BrowserTrial;
  readonly cells: ReadonlyMap<BrowserFault, Promise<CellResult>>;
}

/**
 * Defines the tests of every handler of the marketplace that is reached by a browser. `CONFORMANCE=long` tries every
 * point instead of a sample; `CONFORMANCE_SEED` draws another sample.
 * @param kit the marketplace
 */
export function browserConformance(kit: BrowserKit): void {
  const { marketplace, handlers } = kit;
  const actions = [...handlers.keys()].sort();
  const cells: Cell[] = [];
  const room = new Room(AT_ONCE);
  const results = new Map<string, Promise<ActionResult>>();

  // All cells of an action are tried together: jobs that a browser executes wait more than they work.
  const resultOf = (action: string): Promise<ActionResult> => {
    const known = results.get(action) ?? begin(action);
    results.set(action, known);
    return known;
  };
  const begin = async (action: string): Promise<ActionResult> => {
    const trial = await kit.trial(action);
    const steps = [...new Set(trial.executions.map(({ step }) => step))];
    const run = { calls: trial.calls.map(calledName), commands: trial.commands, steps };
    const cellOf = async (fault: BrowserFault): Promise<CellResult> => {
      const points = browserPoints(fault, run);
      const left = inSeededOrder(points, `${SEED} ${action} ${fault}`);
      const wanted = process.env['CONFORMANCE'] === 'long' ? points.length : Math.min(SAMPLE, points.length);
      const struck: PointResult[] = [];
      // A point that met nobody says nothing: the next one takes its place.
      while (struck.length < wanted && left.length > 0) {
        const tried = left.splice(0, wanted - struck.length);
        const found = await Promise.all(
          tried.map((point) => room.enter(() => tryPoint(kit, action, point, trial))),
        );
        struck.push(...found.filter((one) => one !== 'missed'));
      }
      const failed = struck.filter(({ problems }) => problems.length > 0);
      const counts = { passed: struck.length - failed.length, total: struck.length, points: points.length };
      return { counts, failed };
    };
    const tested = BROWSER_FAULTS.map((fault) => [fault, cellOf(fault)] as const);
    // Whichever test waits for it shows its failure; until then nobody does.
    for (const [, cell] of tested) cell.catch(() => undefined);
    return { calm: trial, cells: new Map(tested) };
  };

  afterAll(async () => {
    leaveCells(marketplace, cells);
    await kit.bench.close();
  });

  it('has a scenario for every handler, and a handler for every scenario', () => {
    expect(actions).toEqual(Object.keys(SCENARIOS).sort());
  });

  describe.each(actions)(`${marketplace} %s`, (action) => {
    it(
      'reaches its end undisturbed',
      async () => {
        const { calm } = await resultOf(action);
        expect({ course: calm.course, problems: calm.problems }).toEqual({
          course: ['completed'],
          problems: [],
        });
      },
      TIMEOUT_MS,
    );

    it('executes no step that the list of handlers does not have', async () => {
      const steps = (await resultOf(action)).calm.executions.map(({ step }) => nameOf(step));
      expect(steps.filter((step) => !kit.listedSteps(action).has(step))).toEqual([]);
    });

    it.each(BROWSER_FAULTS)(
      'has one effect whatever point meets: %s',
      async (fault) => {
        const cell = (await resultOf(action)).cells.get(fault);
        if (cell === undefined) throw new Error(`nothing was tried of ${fault}`);
        const { counts, failed } = await cell;
        cells.push({
          ...{ transport: 'browser', handler: `${marketplace} ${action}`, fault, ...counts },
          ...(counts.points > 0 ? {} : { notApplicable: 'it asks the browser for nothing' }),
        });
        expect(failed).toEqual([]);
        // A cell in which nothing was met would be as good as one that passed.
        expect(counts.total > 0).toBe(counts.points > 0);
      },
      TIMEOUT_MS,
    );
  });

  it(`leaves at most ${NOT_APPLICABLE_PERCENT} % of the cells empty`, () => {
    expect(cells).toHaveLength(actions.length * BROWSER_FAULTS.length);
    const empty = cells.filter(({ notApplicable }) => notApplicable !== undefined);
    expect((empty.length / cells.length) * 100).toBeLessThanOrEqual(NOT_APPLICABLE_PERCENT);
  });
}

/** @returns what is wrong, or that the fault met nobody where that may be */
async function tryPoint(
  kit: BrowserKit,
  action: string,
  point: BrowserPoint,
  calm: BrowserTrial,
): Promise<PointResult | 'missed'> {
  let trial: BrowserTrial;
  try {
    trial = await kit.trial(action, point.disturbance);
  } catch (error: unknown) {
    // One that cannot even be followed to its end fails, and leaves the other points their turn.
    return { point: point.name, problems: [String(error)], course: [], executions: [] };
  }
  const struck = point.struck(trial);
  if (!struck && point.mayMiss === true) return 'missed';
  const { course, executions } = trial;
  const problems = [
    ...(struck ? [] : ['the fault met nobody']),
    ...trial.problems,
    ...differences(trial, calm),
  ];
  return { point: point.name, problems, course, executions };
}

function inSeededOrder<T>(points: readonly T[], seed: string): T[] {
  const random = new SeededRandom(seed);
  const left = [...points];
  return points.flatMap(() => left.splice(random.integer(0, left.length - 1), 1));
}
