import { describe, expect, it } from '@jest/globals';
import { Backlog, MOST_BEHIND } from '../../../src/events/backlog.ts';
import type { Found } from '../../../src/events/change-finder.ts';
import type { BatchState } from '../../../src/events/dto/events.ts';
import type { JobState } from '../../../src/events/dto/job-state.ts';
import { eventFrames, positionOf } from '../../../src/events/sse.ts';
import type { States } from '../../../src/events/state-reader.ts';
import { nothingWanted } from '../../../src/events/wanted.ts';

const found = (id: number, batchId: number | null): Found => ({
  kind: 'job',
  id,
  batchId,
  version: '',
  moving: false,
});
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Everything that is wanted, as the database would have it. */
function read(backlog: Backlog): {
  readonly states: States;
  readonly wanted: ReturnType<typeof nothingWanted>;
} {
  const wanted = nothingWanted();
  backlog.want(wanted);
  const states = {
    accounts: [],
    jobs: new Map(
      [...wanted.jobs].map((id) => [id, { id, batch_job_id: id % 2 === 0 ? 7 : null } as JobState]),
    ),
    batches: new Map([...wanted.batches].map((id) => [id, { id } as BatchState])),
  };
  return { states, wanted };
}

const tell = (backlog: Backlog) => {
  const { wanted, states } = read(backlog);
  return backlog.take(wanted, states);
};

describe('what a reader has not been told yet', () => {
  it('is told with one event for each batch, and one for each job without a batch', () => {
    const backlog = new Backlog();
    tell(backlog);
    backlog.add([found(1, null), found(2, 7), found(3, null), found(4, 7), found(2, 7)]);
    expect(tell(backlog)).toEqual([
      {
        event: 'batch',
        data: {
          batch: { id: 7 },
          jobs: [expect.objectContaining({ id: 2 }), expect.objectContaining({ id: 4 })],
        },
      },
      { event: 'job', data: { job: { id: 1, batch_job_id: null } } },
      { event: 'job', data: { job: { id: 3, batch_job_id: null } } },
    ]);
    expect(backlog.isEmpty).toBe(true);
  });

  it('is told in parts, and the reader is not caught up before the last one', () => {
    const backlog = new Backlog();
    backlog.add(numbers(900).map((id) => found(id, null)));
    let parts = 0;
    for (; !backlog.isCaughtUp; parts += 1) tell(backlog);
    expect(parts).toBe(2);
  });

  it('is given up for a word to fetch everything where it is more than fetching', () => {
    const backlog = new Backlog();
    backlog.add(numbers(MOST_BEHIND + 1).map((id) => found(id, null)));
    expect(tell(backlog).map(({ event, data }) => [event, data])).toEqual([
      ['reset', { reason: 'too_many' }],
      ['accounts', { accounts: [] }],
    ]);
    expect(backlog.isEmpty).toBe(true);
  });

  it('does not contain what no longer exists', () => {
    const backlog = new Backlog();
    backlog.add([found(2, 7)]);
    const { wanted, states } = read(backlog);
    expect(backlog.take(wanted, { ...states, jobs: new Map() }).map(({ event }) => event)).toEqual([
      'accounts',
    ]);
    expect(backlog.isEmpty).toBe(true);
  });
});

describe('the format of a stream', () => {
  it('has the moment with the last event of a part, and none while there is more to tell', () => {
    const name = 'a\nb';
    const account = { id: 3, marketplace: 'shop', name, status: 'connected', status_reason: null } as const;
    const events = [
      { event: 'accounts', data: { accounts: [{ ...account, waiting_for: null, browser: null }] } },
      { event: 'reset', data: { reason: 'too_old' } },
    ] as const;
    expect(eventFrames(events, 1767605460000)).toBe(
      `event: accounts\ndata: ${JSON.stringify(events[0].data)}\n\nid: 1767605460000\nevent: reset\ndata: {"reason":"too_old"}\n\n`,
    );
    expect(eventFrames(events, 1767605460000)).toContain(String.raw`"name":"a\nb"`);
    expect(eventFrames(events, undefined)).not.toContain('id:');
  });

  it.each(['', '0', '-1', '1e12', '17676054600000', ' 1767605460000', '1767605460000.5', 'NaN'])(
    'knows that "%s" is no id of it',
    (text) => {
      expect(positionOf(text)).toBeUndefined();
    },
  );
});
