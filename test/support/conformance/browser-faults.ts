import type { Interference } from '../recording-proxy/proxy-rule.ts';
import { slowDown as siteSlowDown } from '../../../src/sandbox/vinted/vinted-error.ts';
import type { BrowserDisturbance, BrowserTrial } from './browser-kit.ts';
import type { BrowserStage } from './browser-stage.ts';
import type { BrowserFault } from './fault-columns.ts';

/** What an undisturbed run of a job did. */
export interface CalmRun {
  /** Calls of the browser to the site, as the proxy between them recorded them. */
  readonly calls: readonly string[];
  /** Commands that the browser acted on. */
  readonly commands: number;
  readonly steps: readonly string[];
}

/** Looks of the browser at who is logged in, which it also takes by itself, now and then. */
const OWN_LOOK = 'GET /api/v#/users/current';

/** One place in a job where something can go wrong. */
export interface BrowserPoint {
  readonly name: string;
  readonly disturbance: BrowserDisturbance;
  /**
   * @param trial a job that was disturbed here
   * @returns whether it really was
   */
  readonly struck: (trial: BrowserTrial) => boolean;
  /** True where the undisturbed run may have recorded more than the job did. */
  readonly mayMiss?: boolean;
}

/**
 * Makes the fault points of a job out of what an undisturbed run of it did.
 * @param fault the kind of fault
 * @param calm the undisturbed run
 * @returns the points
 */
export function browserPoints(fault: BrowserFault, calm: CalmRun): readonly BrowserPoint[] {
  switch (fault) {
    case 'answer lost':
      return atCalls(calm, () => ({ do: 'lose_answer' }));
    case '500 after doing':
      return atCalls(calm, () => ({ do: 'error_after' }));
    case 'cut before':
      return atCalls(calm, () => ({ do: 'fail_before' }));
    case '429':
      return atCalls(calm, slowDown);
    case 'wrong account':
      return atCalls(calm, (stage) => meanwhile(() => stage.logInElse()));
    case 'challenge':
      return atCalls(calm, (stage) => meanwhile(() => stage.challenge()));
    case 'logged out':
      return atCalls(calm, (stage) => meanwhile(() => stage.logOut()));
    case 'socket before':
      return atCommands(calm, 'journal:received', 'cut_after');
    case 'socket after':
      return atCommands(calm, 'act:after', 'cut_after');
    case 'worker dead':
      return ['journal:started', 'act:after'].flatMap((moment) => atCommands(calm, moment, 'die_after'));
    case 'crash':
      return calm.steps.map(crash);
    case 'cancel':
      return calm.steps.map((step, place) => cancel(step, calm.steps[place - 1]));
  }
}

function meanwhile(act: () => Promise<void>): Interference {
  return { do: 'delay', ms: 0, meanwhile: act };
}

/** The site's own words, said to this seller alone: others are served meanwhile. */
function slowDown(): Interference {
  const { status, headers = {}, json } = siteSlowDown(1);
  const type = { 'content-type': 'application/json' };
  return {
    do: 'delay',
    ms: 0,
    instead: {
      status,
      headers: { ...type, ...headers },
      body: JSON.stringify(json),
    },
  };
}

/** A browser also calls by itself, so a call is found by what it asks for and not by its number. */
function atCalls({ calls }: CalmRun, spoil: (stage: BrowserStage) => Interference): readonly BrowserPoint[] {
  return calls.map((name, place) => {
    const nth = calls.slice(0, place + 1).filter((other) => other === name).length;
    let seen = 0;
    let hits = 0;
    const arm: BrowserDisturbance['arm'] = (stage) =>
      stage.proxy.rule({
        when: (call) => {
          if (calledName(call) !== name) return false;
          seen += 1;
          if (seen !== nth) return false;
          hits += 1;
          return true;
        },
        then: spoil(stage),
      });
    return {
      name: `${name} (${nth})`,
      disturbance: { arm },
      struck: () => hits === 1,
      mayMiss: name === OWN_LOOK,
    };
  });
}

/**
 * @param call as it passed the proxy
 * @returns what it asks for, without ids
 */
export function calledName({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.split('?')[0]?.replace(/\d+/g, '#')}`;
}

function atCommands({ commands }: CalmRun, moment: string, fault: string): readonly BrowserPoint[] {
  return Array.from({ length: commands }, (_unused, index): BrowserPoint => {
    const script = [{ moment, fault, nth: index + 1, delay_ms: 50 }];
    return {
      name: `${moment} of command ${index + 1}`,
      disturbance: { arm: ({ plugin }) => plugin.arm({ script }) },
      struck: ({ stage }) => Object.keys(stage.plugin.nuisances).length > 0,
    };
  });
}

function crash(step: string): BrowserPoint {
  let deaths = 0;
  return {
    name: step,
    disturbance: {
      afterStep: async (_jobId, executed) => {
        if (executed !== step || deaths > 0) return;
        deaths += 1;
        throw new Error('the process died before the outcome was stored');
      },
    },
    struck: () => deaths === 1,
  };
}

function cancel(step: string, previous: string | undefined): BrowserPoint {
  const struck = ({ course }: BrowserTrial): boolean => course[0] === 'cancelled';
  if (previous === undefined) return { name: step, disturbance: { cancelsAtOnce: true }, struck };
  let wishes = 1;
  return {
    name: step,
    disturbance: {
      cancelsAfter: (executed) => {
        if (executed !== previous || wishes === 0) return false;
        wishes -= 1;
        return true;
      },
    },
    struck,
  };
}
