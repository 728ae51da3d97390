import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { resultOf } from '../../support/plugin/test-browser.ts';
import type { Command, TestBrowser } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('the result of a command', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterEach(async () => {
    world.cutAll();
    await world.untilSessions(0);
    expect(await world.corrections()).toBe(0);
  });
  afterAll(() => world.close());

  /** Accepts the first command and answers nothing; the test has the word. */
  async function held(browser: TestBrowser): Promise<{ id: number; command: Command }> {
    const before = browser.of('command').length;
    browser.behaviour = (command, self) => {
      self.accept(command);
    };
    const id = await world.publish();
    const command = await browser.next('command', before + 1);
    browser.behaviour = (next, self) => {
      self.obey(next);
    };
    return { id, command };
  }

  it('is acknowledged only when it is stored, and repeated until then', async () => {
    const browser = await world.browser();
    const { id, command } = await held(browser);
    await world.query(`create function public.no_answers() returns trigger language plpgsql
                       as 'begin raise exception ''no''; end'`);
    await world.query(`create trigger no_answers before update of answer on user_1.marketplace_tasks for each row
                       when (new.answer is not null) execute function public.no_answers()`);
    browser.report(browser.act(command));
    expect(await browser.refusal()).toMatchObject({ reason: 'unavailable', retry: true });
    expect(browser.of('acknowledged')).toEqual([]);
    await world.query('drop trigger no_answers on user_1.marketplace_tasks');
    await browser.connect(world.app().url);
    const job = await world.until(id, 'completed');
    expect(job.attempts).toBe(1);
    expect(browser.of('acknowledged')).toMatchObject([{ command_id: command.command_id, known: true }, {}]);
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
    expect(world.shop.uploads).toBe(1);
  });

  it('counts when it is sent first, and is acknowledged every time', async () => {
    const browser = await world.browser();
    const { id, command } = await held(browser);
    const before = { ...world.counters() };
    const first = resultOf(command, { status: 'done', data: { item: 'first' } });
    for (const result of [
      first,
      first,
      resultOf(command, { status: 'failed', error: { kind: 'validation' } }),
      resultOf(command, { status: 'done', data: { item: 'other' } }),
    ]) {
      browser.report(result);
    }
    await world.until(id, 'completed');
    await waitFor(() => acknowledged(browser, command).length === 4, { what: 'four acknowledgements' });
    expect(acknowledged(browser, command)).toEqual([true, true, true, true]);
    expect((await world.tasks(id))[0]?.answer).toMatchObject({ status: 'done', data: { item: 'first' } });
    const after = world.counters();
    expect(after.resultsRepeated - before.resultsRepeated).toBe(3);
    expect(after.resultsStored - before.resultsStored).toBe(2);
    expect(after.resultsRefused).toBe(before.resultsRefused);
  });

  it('is refused from another browser of the same seller, and of another seller', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    const { id, command } = await held(browser);
    const foreign = await world.pair(2, 'seller-1');
    await foreign.connect(world.app().url);
    const sibling = await world.browser();
    const before = world.counters().resultsRefused;
    for (const forger of [foreign, sibling]) {
      forger.report(resultOf(command, { status: 'done', data: { item: 'forged' } }));
      expect(await forger.next('acknowledged')).toMatchObject({ known: false });
    }
    expect(world.counters().resultsRefused - before).toBe(2);
    expect((await world.tasks(id))[0]?.answer).toBeNull();
    browser.report(browser.act(command));
    await world.until(id, 'completed');
    expect(JSON.stringify(await world.tasks(id))).not.toContain('forged');
  });

  it('is refused for a command that was never given', async () => {
    const browser = await world.browser();
    const stranger = { command_id: crypto.randomUUID(), attempt: 1 };
    browser.report(resultOf(stranger, { status: 'done', data: {} }));
    expect(await browser.next('acknowledged')).toMatchObject({
      known: false,
      ...{ command_id: stranger.command_id },
    });
  });

  it('of a step that succeeded long ago changes nothing', async () => {
    const browser = await world.browser();
    const id = await world.publish();
    await world.until(id, 'completed');
    const before = await world.tasks(id);
    const [command] = browser.of('command');
    if (command === undefined) throw new Error('no command');
    browser.report(resultOf(command, { status: 'failed', error: { kind: 'unexpected' } }));
    await waitFor(() => acknowledged(browser, command).length === 2, { what: 'two acknowledgements' });
    expect(await world.tasks(id)).toEqual(before);
    expect(await world.job(id)).toMatchObject({ status: 'completed', error: null });
  });

  it('that comes after its job has ended goes into the history, and before a person when something was done', async () => {
    const browser = await world.browser();
    const { id, command } = await held(browser);
    const other = await held2(browser);
    await world.query(
      `update user_1.marketplace_jobs set status = 'failed', completed_at = now() where id = any($1::bigint[])`,
      [[id, other.id]],
    );
    browser.report(resultOf(command, { status: 'done', data: { item: 7 } }));
    await browser.next('acknowledged');
    expect(await lateEvents(id)).toMatchObject([
      { details: { step: 'upload', answer: { status: 'done', data: { item: 7 } } } },
    ]);
    expect(await questions(id)).toMatchObject([{ code: 'outcome.late' }]);

    await world.query(
      `update user_1.marketplace_tasks set attempt_key = $2, device_id = $3, answer = null
                       where job_id = $1 and step = 'upload'`,
      [other.id, other.command.command_id, browser.deviceId],
    );
    browser.report(resultOf(other.command, { status: 'failed', error: { kind: 'expired' } }));
    await waitFor(() => acknowledged(browser, other.command).length === 1, { what: 'an acknowledgement' });
    expect(await lateEvents(other.id)).toHaveLength(1);
    expect(await questions(other.id)).toEqual([]);
    // Told once however often it is repeated.
    browser.report(resultOf(command, { status: 'done', data: { item: 7 } }));
    await waitFor(() => acknowledged(browser, command).length === 2, { what: 'two acknowledgements' });
    expect(await lateEvents(id)).toHaveLength(1);
  });

  it('goes into the history also where the job is just ending', async () => {
    const browser = await world.browser();
    browser.behaviour = (command, self) => {
      self.accept(command);
    };
    const id = await world.publish();
    const command = await browser.next('command');
    const client = new Client({ connectionString: world.database.url });
    await client.connect();
    await client.query('begin');
    await client.query(
      `update user_1.marketplace_jobs set status = 'failed', epoch = epoch + 1, completed_at = now() where id = $1`,
      [id],
    );
    browser.report(resultOf(command, { status: 'done', data: { item: id } }));
    await waitFor(
      async () =>
        (
          await world.query(
            `select from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock' and query like '%for update%'`,
          )
        ).length > 0,
      { what: 'the answer to wait for the end of the job' },
    );
    await client.query('commit');
    await client.end();
    await waitFor(() => acknowledged(browser, command).length === 1, { what: 'an acknowledgement' });
    expect(await lateEvents(id)).toHaveLength(1);
    expect(await questions(id)).toMatchObject([{ code: 'outcome.late' }]);
    browser.cut();
  });

  async function held2(browser: TestBrowser): Promise<{ id: number; command: Command }> {
    const id = await world.publish();
    await world.query(
      `insert into user_1.marketplace_tasks (job_id, position, task_type, step, description, effect, status)
       values ($1, 1, 'plugin_http', 'upload', 'does upload', 'repeatable', 'processing')`,
      [id],
    );
    const [command] = browser.of('command');
    if (command === undefined) throw new Error('no command');
    return { id, command: { ...command, command_id: crypto.randomUUID() } };
  }

  const lateEvents = (id: number): Promise<object[]> =>
    world.query(`select details from user_1.job_events where job_id = $1 and type = 'late_answer'`, [id]);
  const questions = (id: number): Promise<object[]> =>
    world.query('select code from user_1.pending_actions where job_id = $1', [id]);
});

function acknowledged(browser: TestBrowser, command: Command): boolean[] {
  return browser
    .of('acknowledged')
    .filter(({ command_id }) => command_id === command.command_id)
    .map(({ known }) => known);
}
