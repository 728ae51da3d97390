import { describe, expect, it } from '@jest/globals';
import { changeOf } from '../../../src/dashboard/page/live/change.ts';
import { serverEvents } from '../../../src/dashboard/page/live/event-stream.ts';
import type { ServerEvent } from '../../../src/dashboard/page/live/event-stream.ts';

async function read(parts: readonly string[]): Promise<readonly ServerEvent[]> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const part of parts) controller.enqueue(encoder.encode(part));
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of serverEvents(body)) events.push(event);
  return events;
}

describe('the stream of events as the page reads it', () => {
  const STREAM =
    'retry: 1000\n\nid: 5\nevent: job\ndata: {"job":\ndata: {"id":7}}\n\n: alive\nid: 6\n\nevent: é\ndata:x\n\nevent: cut';

  it('comes event by event, with data of several lines, comments and ids that come alone', async () => {
    expect(await read([STREAM])).toEqual([
      { event: 'message', data: '', id: undefined },
      { event: 'job', data: '{"job":\n{"id":7}}', id: '5' },
      { event: 'message', data: '', id: '6' },
      { event: 'é', data: 'x', id: '6' },
    ]);
  });

  it('is the same wherever the network cuts it', async () => {
    const whole = await read([STREAM]);
    for (let place = 1; place < STREAM.length; place += 1) {
      expect(await read([STREAM.slice(0, place), STREAM.slice(place)])).toEqual(whole);
    }
    expect(await read([STREAM.replaceAll('\n', '\r\n')])).toEqual(whole);
  });

  it('tells what has to be read again', () => {
    expect(changeOf('batch', { batch: { id: 12 }, jobs: [{ id: 1 }, { id: 2 }] })).toEqual({
      kind: 'work',
      batch: 12,
      jobs: [1, 2],
    });
    expect(changeOf('job', { job: { id: 3 } })).toEqual({ kind: 'work', batch: null, jobs: [3] });
    expect(changeOf('accounts', { accounts: [] })).toEqual({ kind: 'accounts' });
    expect(changeOf('reset', { reason: 'too_old' })).toEqual({ kind: 'anything' });
    expect(changeOf('ready', { resumed: false })).toEqual({ kind: 'anything' });
    expect(changeOf('ready', { resumed: true })).toBeUndefined();
    expect(changeOf('of the future', {})).toBeUndefined();
  });
});
