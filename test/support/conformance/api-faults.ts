import type { ApiFault } from './fault-columns.ts';
import type { ApiKit, Disturbance, Trial } from './api-kit.ts';
import type { Interference } from '../recording-proxy/proxy-rule.ts';

/** What a 429 of the kit asks for, seconds: nothing else waits for exactly this long. */
const RETRY_AFTER_SECONDS = 7;

/** One place in a job where something can go wrong. */
export interface FaultPoint {
  /** Which call or which step. */
  readonly name: string;
  readonly disturbance: Disturbance;
  /**
   * @param trial a job that was disturbed here
   * @returns whether it really was, and what contradicts this kind of fault
   */
  readonly check: (trial: Trial) => { readonly struck: boolean; readonly problems: readonly string[] };
}

/**
 * Makes the fault points of a job out of what an undisturbed run of it did.
 * @param kit the marketplace
 * @param fault the kind of fault
 * @param calls how the proxy recorded the undisturbed run's calls
 * @param steps the steps it executed
 * @returns the points
 */
export function faultPoints(
  kit: ApiKit,
  fault: ApiFault,
  calls: readonly string[],
  steps: readonly string[],
): readonly FaultPoint[] {
  switch (fault) {
    case 'answer lost':
      return calls.map((name, index) => spoilt(kit, name, index + 1, { do: 'lose_answer' }));
    case '500 after doing':
      return calls.map((name, index) => spoilt(kit, name, index + 1, { do: 'error_after' }));
    case 'cut before':
      return calls.map((name, index) => spoilt(kit, name, index + 1, { do: 'fail_before' }));
    case '429':
      return calls.map((name, index) => ({
        ...answered(kit, name, index + 1, 'rate_limited', 429),
        check: (trial) => ({ struck: wasAnswered(kit, 429), problems: waited(trial) }),
      }));
    case '401 once':
      return calls.map((name, index) => answered(kit, name, index + 1, 'expire_token', 401));
    case 'crash':
      return steps.map((step) => crash(step));
    case 'cancel':
      return steps.map((step) => cancel(step));
  }
}

function spoilt(kit: ApiKit, name: string, call: number, then: Interference): FaultPoint {
  return {
    name,
    disturbance: { arm: async () => kit.market.proxy.rule({ when: call, then }) },
    check: () => ({
      struck: ['lost', 'replaced', 'never_sent'].includes(kit.market.proxy.calls[call - 1]?.ending ?? ''),
      problems: [],
    }),
  };
}

/** Faults that the stand-in words itself; it counts only calls that the fault makes sense for. */
function answered(kit: ApiKit, name: string, nth: number, fault: string, status: number): FaultPoint {
  const script = [{ operation: '*', fault, nth, retry_after: RETRY_AFTER_SECONDS }];
  return {
    name,
    disturbance: { arm: async () => void (await kit.market.control('PUT', 'faults', { script })) },
    check: () => ({ struck: wasAnswered(kit, status), problems: [] }),
  };
}

function wasAnswered(kit: ApiKit, status: number): boolean {
  return kit.market.proxy.calls.some(({ answer }) => answer?.status === status);
}

function waited({ first }: Trial): readonly string[] {
  const waits = first.outcomes.some(
    (outcome) =>
      outcome.kind === 'retry' && outcome.afterMs === RETRY_AFTER_SECONDS * 1000 && !outcome.costsAttempt,
  );
  return waits ? [] : [`it did not wait the ${RETRY_AFTER_SECONDS} s it was asked to, at no cost`];
}

function crash(step: string): FaultPoint {
  let deaths = 0;
  return {
    name: step,
    disturbance: {
      options: {
        crashAfter: (task) => {
          const isNow = task.step === step && task.attempt === 1;
          deaths += isNow ? 1 : 0;
          return isNow;
        },
      },
    },
    check: () => ({ struck: deaths === 1, problems: [] }),
  };
}

function cancel(step: string): FaultPoint {
  let wishes = 1;
  return {
    name: step,
    disturbance: {
      options: {
        cancelBefore: (next) => {
          if (next !== step || wishes === 0) return false;
          wishes -= 1;
          return true;
        },
      },
    },
    check: ({ first }) => ({ struck: wishes === 0 && first.status === 'cancelled', problems: [] }),
  };
}
