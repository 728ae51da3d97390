import { spaced } from './names.ts';

/** What a colour says. */
export type Tone = 'running' | 'waiting' | 'good' | 'bad' | 'paused' | 'quiet' | 'warning';

/** A status in words and colour. */
export interface Status {
  readonly label: string;
  readonly tone: Tone;
}

const STATUSES: Readonly<Record<string, Status>> = {
  pending: { label: 'Waiting', tone: 'waiting' },
  processing: { label: 'Running', tone: 'running' },
  paused: { label: 'Paused', tone: 'paused' },
  completed: { label: 'Done', tone: 'good' },
  success: { label: 'Done', tone: 'good' },
  partially_failed: { label: 'Some failed', tone: 'warning' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
  expired: { label: 'Expired', tone: 'warning' },
  skipped: { label: 'Skipped', tone: 'quiet' },
  unknown: { label: 'Unknown', tone: 'warning' },
  draft: { label: 'Draft', tone: 'quiet' },
  live: { label: 'Live', tone: 'good' },
  sold: { label: 'Sold', tone: 'paused' },
  ended: { label: 'Ended', tone: 'quiet' },
  active: { label: 'Active', tone: 'good' },
  archived: { label: 'Archived', tone: 'quiet' },
  suspended: { label: 'Suspended', tone: 'bad' },
  connected: { label: 'Connected', tone: 'good' },
  needs_reauth: { label: 'Connect again', tone: 'bad' },
  disconnected: { label: 'Disconnected', tone: 'quiet' },
  challenge: { label: 'Wants to see you', tone: 'bad' },
};

/**
 * @param status as the API has it
 * @returns it in words and colour
 */
export function statusOf(status: string): Status {
  return STATUSES[status] ?? { label: spaced(status), tone: 'quiet' };
}
