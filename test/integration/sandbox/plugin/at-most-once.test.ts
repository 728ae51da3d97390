import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginTown } from '../../../support/plugin-town.ts';
import { waitFor } from '../../../support/wait-for.ts';

const CREATE = 'vinted.item.create';

describe('a command is executed at most once for its id', () => {
  let town: PluginTown;
  beforeEach(async () => {
    town = await PluginTown.open();
  });
  afterEach(() => town.close());

  const moments = ['receive:command', 'send:accepted', 'send:result', 'receive:acknowledged'];
  const nuisances = [
    'drop',
    'delay',
    'duplicate',
    'reorder',
    'garble',
    'oversize',
    'cut_before',
    'cut_after',
  ];
  const cases = moments.flatMap((moment) => nuisances.map((fault) => [moment, fault] as const));

  it.each(cases)('%s meets %s, and the server asks again until it knows', async (moment, fault) => {
    const plugin = town.plugin();
    await plugin.start();
    const command = town.command(CREATE, await town.createPayload());
    plugin.arm({ script: [{ moment, fault, nth: 1, delay_ms: 80 }] });
    const result = await town.insist(command);
    await waitFor(() => plugin.journalOf(command.command_id)?.settled, { what: 'the acknowledgement' });
    expect(result.status).toBe('done');
    expect(Object.keys(plugin.nuisances)).toEqual([`${moment} ${fault}`]);
    expect(plugin.counts.executed[CREATE]).toEqual({ [command.command_id]: 1 });
    expect(await town.effects()).toMatchObject({ listed_twice: 0, live_listings: 1, writes_in_parallel: 1 });
  });

  it.each([
    ['journal:received', 'done', 1],
    ['journal:started', 'unknown', 0],
    ['write:before', 'unknown', 0],
    ['write:after', 'unknown', 1],
    ['act:after', 'unknown', 1],
    ['journal:ended', 'done', 1],
  ])('the worker ends at %s and starts again: %s, %i items', async (moment, status, items) => {
    const plugin = town.plugin();
    await plugin.start();
    const command = town.command(CREATE, await town.createPayload());
    plugin.arm({ script: [{ moment, fault: 'die_before', command: CREATE, nth: 1, delay_ms: 30 }] });
    const result = await town.insist(command);
    expect(result.status).toBe(status);
    await waitFor(() => plugin.journalOf(command.command_id)?.settled, { what: 'the acknowledgement' });
    expect(plugin.counts.executed_twice).toBe(0);
    expect(await town.effects()).toMatchObject({ listed_twice: 0, live_listings: items });
  });

  it('also by another plugin that finds the same journal', async () => {
    const journalFile = town.file('journal.jsonl');
    const first = town.plugin({ journalFile });
    await first.start();
    const command = town.command(CREATE, await town.createPayload());
    const result = await town.insist(command);
    first.stop();
    const second = town.plugin({ journalFile });
    await second.start();
    town.gateway.say(command);
    await waitFor(() => town.gateway.resultsOf(command.command_id)[1], { what: 'the result again' });
    expect(town.gateway.resultsOf(command.command_id)[1]).toEqual(result);
    expect((await town.effects()).live_listings).toBe(1);
  });

  it('unless its journal is lost: then it knows of nothing and acts again', async () => {
    const plugin = town.plugin();
    await plugin.start();
    await town.control('PUT', 'options', { photos_assigned_once: false });
    const command = town.command(CREATE, await town.createPayload());
    await town.insist(command);
    plugin.arm({ script: [{ moment: 'receive:command', fault: 'lose_journal', nth: 1 }] });
    town.gateway.say(command);
    await waitFor(() => plugin.counts.executed_twice === 1, { what: 'it to act again' });
    await waitFor(async () => (await town.effects()).listed_twice === 1, { what: 'a second item' });
  });

  it('with trouble everywhere, by a seed', async () => {
    const plugin = town.plugin();
    await plugin.start();
    const commands = [];
    for (let count = 0; count < 6; count += 1) {
      const payload = await town.createPayload({ description: `Ref. R${count}` });
      commands.push(town.command(CREATE, payload));
    }
    const rates = {
      drop: 0.1,
      delay: 0.05,
      duplicate: 0.1,
      reorder: 0.05,
      cut_before: 0.05,
      die_before: 0.05,
    };
    plugin.arm({ plan: { seed: 'market', rates, delay_ms: 20 } });
    const results = await Promise.all(commands.map((command) => town.insist(command)));
    const { listed_twice, live_listings, writes_in_parallel } = await town.effects();
    const done = results.filter(({ status }) => status === 'done').length;
    expect([listed_twice, writes_in_parallel, plugin.counts.executed_twice]).toEqual([0, 1, 0]);
    expect(live_listings).toBeGreaterThanOrEqual(done);
    expect(Object.keys(plugin.nuisances).length).toBeGreaterThan(3);
  });
});
