import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginTown } from '../../../support/plugin-town.ts';
import { waitFor } from '../../../support/wait-for.ts';

const READ = 'vinted.wardrobe.list';
const PAGE = { page: 1, per_page: 96, order: 'newest_first' };
/** Waits for an answer that takes long. */
const PATIENT = { timing: { requestTimeoutMs: 30_000 } };

describe('what a plugin says about a command it was given', () => {
  let town: PluginTown;
  beforeEach(async () => {
    town = await PluginTown.open();
  });
  afterEach(() => town.close());

  const journalOf = (id: string): Promise<unknown> =>
    waitFor(() => town.gateway.of('journal').find(({ command_id }) => command_id === id)?.state, {
      what: `the journal about ${id}`,
    });

  it('nothing, where it never arrived', async () => {
    await town.plugin().start();
    const id = randomUUID();
    town.gateway.say({ type: 'resume', command_id: id });
    expect(await journalOf(id)).toBe('none');
  });

  it('not started, and then it does not start it until it is sent again', async () => {
    const plugin = town.plugin();
    await plugin.start();
    plugin.arm({ script: [{ moment: 'journal:received', fault: 'delay', nth: 1, delay_ms: 150 }] });
    const command = town.command(READ, PAGE);
    town.gateway.say(command);
    town.gateway.say({ type: 'resume', command_id: command.command_id });
    expect(await journalOf(command.command_id)).toBe('received');
    const later = await town.gateway.result(town.order(READ, PAGE));
    expect([later.status, town.gateway.resultsOf(command.command_id)]).toEqual(['done', []]);
    town.gateway.say(command);
    expect((await town.gateway.result(command.command_id)).status).toBe('done');
  });

  it('under way, while it is at work on it', async () => {
    await town.plugin(PATIENT).start();
    await town.control('PUT', 'options', { latency_ms: 2000 });
    const id = town.order(READ, PAGE);
    await waitFor(() => town.plugins[0]?.journalOf(id)?.state === 'started', { what: 'the start' });
    town.gateway.say({ type: 'resume', command_id: id });
    expect(await journalOf(id)).toBe('started');
    expect((await town.gateway.result(id)).status).toBe('done');
  });

  it('the result, also long after it was acknowledged', async () => {
    const plugin = town.plugin();
    await plugin.start();
    const id = town.order(READ, PAGE);
    await town.gateway.result(id);
    await waitFor(() => plugin.journalOf(id)?.settled, { what: 'the acknowledgement' });
    town.gateway.say({ type: 'resume', command_id: id });
    await waitFor(() => town.gateway.resultsOf(id).length === 2, { what: 'the result again' });
  });

  it('the result again and again, until it is acknowledged, also on a later connection', async () => {
    const plugin = town.plugin();
    await plugin.start();
    town.gateway.habits.acknowledges = false;
    const id = town.order(READ, PAGE);
    await waitFor(() => town.gateway.resultsOf(id).length >= 3, { what: 'two repeats' });
    plugin.browser.goOffline();
    const before = town.gateway.resultsOf(id).length;
    town.gateway.habits.acknowledges = true;
    plugin.browser.goOnline();
    await waitFor(() => town.gateway.resultsOf(id).length > before, { what: 'a repeat after the hello' });
    expect(town.gateway.of('hello')[1]?.in_flight).toEqual([{ command_id: id, state: 'ended' }]);
    await waitFor(() => plugin.journalOf(id)?.settled, { what: 'the acknowledgement' });
    expect(plugin.counts.results_repeated).toBeGreaterThanOrEqual(2);
  });

  it('nothing more, once the server does not wait for it', async () => {
    const plugin = town.plugin();
    await plugin.start();
    town.gateway.habits.acknowledges = false;
    const id = town.order(READ, PAGE);
    await town.gateway.result(id);
    plugin.browser.goOffline();
    town.gateway.habits.decision = 'forget';
    plugin.browser.goOnline();
    // A repeat that was on its way when the connection ended has arrived before the next hello.
    await waitFor(() => town.gateway.of('hello').length === 2, { what: 'the hello' });
    const before = town.gateway.resultsOf(id).length;
    await waitFor(() => plugin.journalOf(id)?.settled, { what: 'it to be forgotten' });
    await town.gateway.result(town.order(READ, PAGE));
    expect(town.gateway.resultsOf(id)).toHaveLength(before);
  });

  it('cancelled, where it was not started; nothing, where it was', async () => {
    const plugin = town.plugin(PATIENT);
    await plugin.start();
    await town.control('PUT', 'options', { latency_ms: 2000 });
    const first = town.order(READ, PAGE);
    const second = town.order(READ, PAGE);
    for (const command_id of [first, second]) town.gateway.say({ type: 'cancel', command_id });
    expect(await town.gateway.result(second)).toMatchObject({
      status: 'failed',
      error: { kind: 'cancelled' },
    });
    expect((await town.gateway.result(first)).status).toBe('done');
    expect(plugin.counts.executed[READ]).toEqual({ [first]: 1 });
  });

  it('how it ended, also when that is long after the deadline: it was started in time', async () => {
    const plugin = town.plugin();
    await plugin.start();
    plugin.arm({ script: [{ moment: 'act:after', fault: 'delay', nth: 1, delay_ms: 200 }] });
    const deadline = town.gateway.time(100);
    const result = await town.gateway.result(town.order(READ, PAGE, { deadline }));
    expect(result.status).toBe('done');
    expect(Date.now()).toBeGreaterThan(Date.parse(deadline));
  });

  it('expired, by the server’s clock and not by its own', async () => {
    town.gateway.habits.clockAheadMs = 3_600_000;
    const plugin = town.plugin();
    await plugin.start();
    const late = town.order(READ, PAGE, { deadline: town.gateway.time(-1000) });
    expect(await town.gateway.result(late)).toMatchObject({ status: 'failed', error: { kind: 'expired' } });
    const timely = town.order(READ, PAGE, { deadline: town.gateway.time(30_000) });
    expect((await town.gateway.result(timely)).status).toBe('done');
  });

  it('expired, where the deadline passes before it is its turn', async () => {
    const plugin = town.plugin();
    await plugin.start();
    await town.control('PUT', 'options', { latency_ms: 200 });
    town.order(READ, PAGE);
    const second = town.order(READ, PAGE, { deadline: town.gateway.time(100) });
    expect(await town.gateway.result(second)).toMatchObject({ error: { kind: 'expired' } });
    expect(plugin.counts.executed[READ]?.[second]).toBeUndefined();
  });
});
