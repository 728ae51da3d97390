import { afterAll, describe, expect, it } from '@jest/globals';
import { faultPoints } from './api-faults.ts';
import { differences } from './differences.ts';
import { nameOf } from './wired-handlers.ts';
import type { ApiKit, Trial } from './api-kit.ts';
import { API_FAULTS } from './fault-columns.ts';
import { leaveCells } from './matrix.ts';
import type { Cell } from './matrix.ts';
import { NOT_APPLICABLE_PERCENT } from './not-applicable.ts';
import { SCENARIOS } from './scenarios.ts';

interface Calm {
  readonly trial: Trial;
  readonly calls: readonly string[];
  readonly steps: readonly string[];
}

/**
 * Defines the tests of every handler of a marketplace with an API.
 * @param kit the marketplace
 */
export function apiConformance(kit: ApiKit): void {
  const { marketplace, proxy } = kit.market;
  const actions = [...kit.handlers.keys()].sort();
  const cells: Cell[] = [];
  const calms = new Map<string, Promise<Calm>>();

  const calm = (action: string): Promise<Calm> => {
    const known = calms.get(action) ?? record(action);
    calms.set(action, known);
    return known;
  };
  const record = async (action: string): Promise<Calm> => {
    const trial = await kit.trial(action);
    const calls = proxy.calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    return { trial, calls, steps: [...new Set(trial.executions.map(({ step }) => step))] };
  };

  afterAll(async () => {
    leaveCells(marketplace, cells);
    await kit.market.stop();
  });

  it('has a scenario for every handler, and a handler for every scenario', () => {
    expect(actions).toEqual(Object.keys(SCENARIOS).sort());
  });

  describe.each(actions)(`${marketplace} %s`, (action) => {
    it('reaches its end undisturbed', async () => {
      const { trial } = await calm(action);
      expect({ status: trial.first.status, problems: trial.problems }).toEqual({
        status: 'completed',
        problems: [],
      });
    });

    it('executes no step that the list of handlers does not have', async () => {
      const { steps } = await calm(action);
      expect(steps.map(nameOf).filter((step) => !kit.listedSteps(action).has(step))).toEqual([]);
    });

    it.each(API_FAULTS)('has one effect whatever point meets: %s', async (fault) => {
      const { trial: undisturbed, calls, steps } = await calm(action);
      const failed: unknown[] = [];
      let total = 0;
      for (const point of faultPoints(kit, fault, calls, steps)) {
        const trial = await kit.trial(action, point.disturbance);
        const { struck, problems } = point.check(trial);
        // The last of the stand-in's own faults meet nobody where a call cannot have them.
        if (!struck && (fault === '429' || fault === '401 once')) break;
        total += 1;
        const all = [
          ...(struck ? [] : ['the fault met nobody']),
          ...problems,
          ...trial.problems,
          ...differences(trial, undisturbed),
        ];
        if (all.length > 0) failed.push({ point: point.name, problems: all, history: trial.first.history });
      }
      cells.push({
        transport: 'api',
        handler: `${marketplace} ${action}`,
        fault,
        passed: total - failed.length,
        total,
        points: total,
        ...(total > 0 ? {} : { notApplicable: 'it makes no such call' }),
      });
      expect(failed).toEqual([]);
    });
  });

  it(`leaves at most ${NOT_APPLICABLE_PERCENT} % of the cells empty`, () => {
    expect(cells).toHaveLength(actions.length * API_FAULTS.length);
    const empty = cells.filter(({ notApplicable }) => notApplicable !== undefined);
    expect((empty.length / cells.length) * 100).toBeLessThanOrEqual(NOT_APPLICABLE_PERCENT);
  });
}
