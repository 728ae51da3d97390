import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { crashPointFiles, crashPointsOf } from '../../support/crash/crash-points.mjs';
import { CRASH_SCENARIOS } from '../../support/crash/crash-scenarios.ts';
import { CrashWorld } from '../../support/crash/crash-world.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Awaits that no run passes, or none in these scenarios, by the beginning of their names and with the reason. */
const NOT_PASSED: Readonly<Record<string, string>> = {
  'common/database/database.ts:Database.connect': 'once in the life of a program, before its first claim',
  'processing/dispatcher.ts:Dispatcher.execute:3': 'waits before what ended a lease is tried again',
  'processing/dispatcher.ts:Dispatcher.stop': 'a shutdown, not a run',
  'processing/running-jobs.ts:RunningJobs.drained': 'a shutdown, not a run',
  'ledger/endings.ts:Endings.failIn:2':
    'asks a person about an outcome that stayed unknown: minutes of looking',
  'processing/run-endings.ts:RunEndings.giveUpResolving': 'the same',
  'processing/reconcile-step.ts:ReconcileStep.settled':
    'waits in the queue for effects that show after more than 2 s',
  'processing/step-run.ts:StepRun.run:3':
    'hands back what the lease would not outlast: stopped-program tests',
  'processing/step-run.ts:StepRun.run:5':
    'hands back what the end of the program broke off: drained-server tests',
  'common/database/database.ts:Database.onApplicationShutdown': 'a shutdown, not a run',
  'common/database/database.ts:Database.usage': 'told to who measures the pool',
  'queue/lanes.ts:Lanes.holdTenant': 'an operator suspends a tenant',
  'queue/lanes.ts:Lanes.refresh': 'a request makes or changes jobs',
  'queue/lanes.ts:Lanes.open': 'a seller connects an account',
  'queue/lanes.ts:Lanes.unblock': 'a browser comes back',
  'queue/lanes.ts:Lanes.unhold': 'a person lets an account or a tenant go on',
};

describe('a program that dies at any await between the claim of a job and its release', () => {
  let world: CrashWorld;
  /** Moment → the scenario in which it is first passed. */
  const moments = new Map<string, number>();

  beforeAll(async () => {
    world = await CrashWorld.build();
  });
  afterAll(() => world.close());

  it.each(CRASH_SCENARIOS.map((scenario, index) => [scenario.name, index] as const))(
    'does not die: %s',
    async (_name, index) => {
      const scenario = CRASH_SCENARIOS[index];
      if (scenario === undefined) throw new Error('no scenario');
      const { passed, wrong } = await world.play(scenario);
      expect(wrong).toEqual([]);
      for (const moment of passed) if (!moments.has(moment)) moments.set(moment, index);
    },
  );

  it('has a crash point at every await, and a scenario that passes it', () => {
    const listed = crashPointFiles().flatMap((file) =>
      crashPointsOf(readFileSync(join(ROOT, file), 'utf8'), file).map(({ id }) => id),
    );
    const passed = new Set([...moments.keys()].map((moment) => moment.replace(/:(before|after)$/, '')));
    expect(moments.size).toBeGreaterThan(100);
    const excused = Object.keys(NOT_PASSED);
    const missing = listed.filter((id) => !passed.has(id));
    expect(missing.filter((id) => !excused.some((start) => id.startsWith(start)))).toEqual([]);
    // An excuse that nothing needs any more goes.
    expect(excused.filter((start) => !missing.some((id) => id.startsWith(start)))).toEqual([]);
  });

  // Each moment dies in the scenario that passes it first: those that pass nothing new have nothing to do.
  it.each(CRASH_SCENARIOS.map((scenario, index) => [scenario.name, scenario, index] as const))(
    'leaves a job that another program brings to its end, one effect, nothing successful done again: %s',
    async (_name, scenario, index) => {
      const own = [...moments].filter(([, first]) => first === index).map(([moment]) => moment);
      const wrong: string[] = [];
      for (const moment of own) {
        const played = await world.play(scenario, moment);
        wrong.push(...played.wrong.map((line) => `${moment}: ${line}`));
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
