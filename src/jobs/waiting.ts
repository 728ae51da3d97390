import { wallClock } from '../common/clock.ts';
import type { MarketplaceJob } from '../ledger/marketplace-job.entity.ts';
import type { Hold } from '../domain/vocabulary.ts';
import type { LaneState } from '../queue/lane-reader.ts';

/** What a job waits for, in a form for programs and for people. */
export interface Waiting {
  /** `schedule`, `backoff`, `rate`, `product_busy`, …, or the hold of its lane. */
  readonly reason: string;
  readonly message: string;
  readonly since: Date | null;
  /** When it is expected to be over, where that is known. */
  readonly until: Date | null;
}

/** What a person is told, given the marketplace's name as people write it. */
type Message = (title: string) => string;

const RATE: Message = (title) => `${title} asked to slow down.`;

/** Holds in the order in which a person should hear of them, with what they are told. */
const HOLD_MESSAGES: Readonly<Record<Hold, Message>> = {
  tenant: () => 'Your account with StoFlow is suspended.',
  tenant_paused: () => 'StoFlow has paused all your jobs.',
  schema: () => 'Your data is being repaired after an upgrade.',
  disconnected: (title) => `This ${title} account was disconnected: connect it again.`,
  account: (title) => `This ${title} account is paused.`,
  reauth: (title) => `${title} wants you to sign in again: reconnect the account.`,
  challenge: (title) => `${title} wants to see a human: solve its check in your browser.`,
  plugin: () => 'Waiting for your browser: open it with the StoFlow extension.',
  rate: RATE,
};

const REASON_MESSAGES: Readonly<Record<string, Message>> = {
  schedule: () => 'It is planned for later.',
  backoff: () => 'The last attempt failed; it is tried again.',
  precondition: () => 'Something about the account has to be put right first.',
  reconciling: () => 'An answer was lost; what happened is being looked up before anything is repeated.',
  rate: RATE,
};

/** A lane, and the name of its marketplace as people write it. */
export interface NamedLane {
  readonly lane: LaneState;
  readonly title: string;
}

/**
 * Tells what holds a whole lane, whatever its jobs wait for beside.
 * @param named the lane
 * @returns the reason; undefined where nothing holds it
 */
export function heldBy({ lane, title }: NamedLane): Waiting | undefined {
  for (const [hold, messageOf] of Object.entries(HOLD_MESSAGES)) {
    if (!lane.holds.some((held) => held === hold)) continue;
    const message = messageOf(title);
    return hold === 'tenant_paused'
      ? stopped(hold, message, lane.tenantReason, lane.tenantSince)
      : { reason: hold, message, since: null, until: null };
  }
  if (!lane.marketplacePaused) return undefined;
  const message = `${title} is paused for everybody.`;
  return stopped('marketplace', message, lane.marketplaceReason, lane.marketplaceSince);
}

/**
 * Tells until when a whole lane is closed by a rate limit.
 * @param named the lane
 * @returns the reason; undefined where it is open
 */
export function limitedUntil({ lane, title }: NamedLane): Waiting | undefined {
  const until = lane.marketplaceBlockedUntil ?? lane.blockedUntil;
  return until === null ? undefined : { reason: 'rate', message: RATE(title), since: null, until };
}

/** Something that an operator stopped, maybe after the job began to wait. */
function stopped(reason: string, message: string, why: string | null, since: Date | null): Waiting {
  return { reason, message: why === null ? message : `${message} Reason: ${why}`, since, until: null };
}

/**
 * Tells what a job waits for. Reasons of the job itself are stored on it; those of its lane and its marketplace are
 * added here, when somebody looks, so that a browser that comes and goes rewrites no job.
 * @param job the job
 * @param named its lane
 * @param behindJobId the job of the same product that goes first, if any
 * @returns the reason; null for a job that runs or has ended
 */
export function waitingOf(
  job: MarketplaceJob,
  named: NamedLane | undefined,
  behindJobId: number | undefined,
): Waiting | null {
  if (job.status !== 'pending' && job.status !== 'paused') return null;
  const since = job.waitingSince ?? job.createdAt;
  const of = (reason: string, message: string, until: Date | null = null): Waiting => ({
    reason,
    message,
    since,
    until,
  });
  const told = (reason: string): string =>
    REASON_MESSAGES[reason]?.(named?.title ?? job.marketplace) ?? reason;
  /** A lane is held from a moment of its own, which counts where it is known and later. */
  const ofLane = (waiting: Waiting): Waiting => ({
    ...waiting,
    since: waiting.since !== null && waiting.since > since ? waiting.since : since,
  });
  if (job.status === 'paused') return of('paused', 'It was paused.');
  const held = named && heldBy(named);
  if (held !== undefined) return ofLane(held);
  const stored = job.waitingFor ?? undefined;
  if (stored !== undefined && job.runAt > wallClock()) return of(stored, told(stored), job.runAt);
  const limited = named && limitedUntil(named);
  if (limited !== undefined) return ofLane(limited);
  if (behindJobId !== undefined) {
    return of('product_busy', `Job ${behindJobId} works on the same product and goes first.`);
  }
  if (stored !== undefined) return of(stored, told(stored));
  return named?.lane.full === true
    ? of('lane_full', 'As many jobs of this account as it allows are running.')
    : of('turn', 'It is next in line.');
}
