import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { wallClock } from '../../../src/common/clock.ts';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { Command, TestBrowser } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

const CREATE = 'shop.item.create';

describe('a browser that is slow', () => {
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

  /** Has a browser fall asleep after it accepted a step. */
  async function asleep(
    step: string,
    maxAttempts = 40,
  ): Promise<{ browser: TestBrowser; id: number; command: Command }> {
    const browser = await world.pair();
    let command: Command | undefined;
    browser.behaviour = (given, self) => {
      if (given.command !== step || command !== undefined) {
        self.obey(given);
        return;
      }
      command = given;
      self.accept(given);
      self.journal.set(given.command_id, 'started');
    };
    await browser.connect(world.app().url);
    const id = await world.publish();
    command = await browser.next('command', step === CREATE ? 2 : 1);
    // Looks for the answer may be as many as it takes.
    await world.query('update user_1.marketplace_jobs set max_attempts = $2 where id = $1', [
      id,
      maxAttempts,
    ]);
    return { browser, id, command };
  }

  it('and answers after the step has timed out is not asked to do it again', async () => {
    const { browser, id, command } = await asleep(CREATE);
    await world.untilTask(id, 'create', ({ status }) => status === 'unknown');
    expect(await browser.next('cancel')).toMatchObject({ command_id: command.command_id });
    await browser.next('resume');
    await world.untilTask(id, 'create', ({ unknown }) => unknown === 1);
    browser.report(browser.act(command));
    await world.until(id, 'completed');
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
    expect(browser.of('command').filter((sent) => sent.command === CREATE)).toHaveLength(1);
  });

  it('and answers while its job waits to look again lets it be taken up at once', async () => {
    const { browser, id, command } = await asleep(CREATE);
    await world.untilTask(id, 'create', ({ unknown }) => unknown > 0);
    // Far beyond what this test waits for.
    await waitFor(
      async () => {
        const put = `update public.job_queue set run_at = now() + interval '1 hour' where job_id = $1 and state = 'scheduled'`;
        return (await world.query(`${put} returning 1`, [id])).length === 1;
      },
      { what: 'the job to be put off' },
    );
    browser.report(browser.act(command));
    await world.until(id, 'completed');
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
  });

  it('and reports a refusal after the step has timed out is asked once more', async () => {
    const { browser, id, command } = await asleep(CREATE);
    await browser.next('resume');
    browser.journal.set(command.command_id, 'received');
    await world.until(id, 'completed');
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
    const sent = browser.of('command').filter((one) => one.command === CREATE);
    expect(new Set(sent.map(({ command_id }) => command_id)).size).toBe(1);
    expect(sent.at(-1)?.attempt).toBe(2);
  });

  it('and does not accept is sent the command again under its id, and does it once', async () => {
    const browser = await world.pair();
    const before = world.counters().commandsRepeated;
    const seen: Command[] = [];
    browser.behaviour = (given, self) => {
      seen.push(given);
      if (seen.length === 2) self.obey(given);
      if (seen.length > 2) self.obey(given);
    };
    await browser.connect(world.app().url);
    const uploads = world.shop.uploads;
    const id = await world.publish();
    await world.until(id, 'completed');
    const [first, second] = seen;
    expect(second?.command_id).toBe(first?.command_id);
    expect(second).toEqual(first);
    const trace = first?.command_id.replaceAll('-', '');
    expect(first?.traceparent).toBe(`00-${trace}-0000000000000001-01`);
    expect(world.shop.uploads - uploads).toBe(1);
    expect(world.counters().commandsRepeated - before).toBe(1);
  });

  it('keeps the id of a step that may be repeated, so that it is done once', async () => {
    const { browser, id, command } = await asleep('shop.photo.upload');
    const uploads = world.shop.uploads;
    await browser.next('command', 2);
    browser.report(browser.act(command));
    const job = await world.until(id, 'completed');
    expect(world.shop.uploads - uploads).toBe(1);
    const sent = browser.of('command').filter((one) => one.command === 'shop.photo.upload');
    expect(new Set(sent.map(({ command_id }) => command_id)).size).toBe(1);
    expect(job.status).toBe('completed');
  });

  it('is told a deadline that lies within the time of the step', async () => {
    const browser = await world.browser();
    const from = wallClock().getTime();
    await world.until(await world.publish(), 'completed');
    for (const { deadline } of browser.of('command')) {
      const ms = new Date(deadline).getTime() - from;
      expect(ms).toBeGreaterThan(0);
      // 20 s of the catalogue, at the tests' scale of a tenth.
      expect(ms).toBeLessThan(2000 + wallClock().getTime() - from);
    }
  });

  it('and answers after its job was given up has a person look', async () => {
    const { browser, id, command } = await asleep(CREATE, 2);
    await world.until(id, 'failed');
    expect(await world.job(id)).toMatchObject({ error: { code: 'outcome.unresolved' } });
    const count = browser.of('acknowledged').length;
    browser.report(browser.act(command));
    expect(await browser.next('acknowledged', count + 1)).toMatchObject({ known: true });
    expect(
      await world.query('select code from user_1.pending_actions where job_id = $1 order by code', [id]),
    ).toEqual([{ code: 'outcome.late' }, { code: 'outcome.unresolved' }]);
    expect(await world.job(id)).toMatchObject({ status: 'failed' });
  });
});
