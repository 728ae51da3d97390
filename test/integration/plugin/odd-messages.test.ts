import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { resultOf } from '../../support/plugin/test-browser.ts';
import type { TestBrowser } from '../../support/plugin/test-browser.ts';

const result = { type: 'result', attempt: 1, status: 'done', observed_at: '2026-01-01T00:00:00.000Z' };

describe('a message that is not as it should be', () => {
  let world: PluginWorld;
  let browser: TestBrowser;
  beforeAll(async () => {
    world = await PluginWorld.start();
    browser = await world.browser();
  });
  afterAll(() => world.close());

  async function isTold(message: string | Buffer, code: string, ...fields: string[]): Promise<void> {
    const count = browser.of('error').length + 1;
    browser.send(message);
    const error = await browser.next('error', count);
    expect(error.code).toBe(code);
    expect(error.fields.map(({ field }) => field)).toEqual(fields);
    expect(browser.connected).toBe(true);
  }

  it('is told to its sender, and the connection lives', async () => {
    const before = world.counters().messagesRefused;
    await isTold('{"type":"dance"}', 'message.unsupported');
    await isTold('{"type":"toString"}', 'message.unsupported');
    await isTold('{"type":"welcome"}', 'message.unsupported');
    await isTold('{}', 'message.unsupported');
    await isTold('{', 'message.malformed');
    await isTold('', 'message.malformed');
    await isTold('[]', 'message.malformed');
    await isTold('null', 'message.malformed');
    await isTold('{"type":"accepted","attempt":0}', 'message.invalid', 'command_id', 'attempt');
    await isTold('{"type":"accounts","accounts":[null]}', 'message.invalid', 'accounts');
    await isTold('{"type":"accounts","accounts":[[]]}', 'message.invalid', 'accounts');
    expect(world.counters().messagesRefused - before).toBe(11);
    await world.until(await world.publish(), 'completed');
  });

  it('is refused when it is binary', async () => {
    await isTold(Buffer.from('{"type":"pong"}'), 'message.malformed');
    await isTold(Buffer.from([0xff, 0xfe, 0]), 'message.malformed');
  });

  it('harms nothing with words that mean something to the program', async () => {
    const id = crypto.randomUUID();
    const nested = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    for (const data of [nested, `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`]) {
      await isTold(
        `${JSON.stringify({ ...result, command_id: id }).slice(0, -1)},"data":${data}}`,
        'message.malformed',
      );
    }
    for (const data of [
      '{"constructor":1}',
      '{"x":{"constructor":"y"}}',
      '{"__proto__":{"a":1}}',
      '{"then":1}',
      '{"toString":1,"hasOwnProperty":2}',
    ]) {
      const answers = (): number => browser.heard.filter(({ type }) => type !== 'ping').length;
      const count = answers();
      browser.send(`${JSON.stringify({ ...result, command_id: id }).slice(0, -1)},"data":${data}}`);
      browser.send('{"type":"pair","code":"12345678","plugin_version":"1"}');
      await browser.next('error', browser.of('error').length + 1);
      expect(answers() - count).toBe(2);
    }
    expect(({} as { a?: number }).a).toBeUndefined();
    await world.until(await world.publish(), 'completed');
  });

  it('is read without the fields that are not known', async () => {
    browser.behaviour = (command, self) => {
      self.send(
        JSON.stringify({ type: 'accepted', command_id: command.command_id, attempt: 1, mood: 'fine' }),
      );
      self.send(JSON.stringify({ ...self.act(command), mood: 'fine', tenant: 2 }));
    };
    const { id } = await world.until(await world.publish(), 'completed');
    expect(JSON.stringify(await world.tasks(id))).not.toContain('fine');
  });

  it('is kept with text that a database cannot hold', async () => {
    browser.behaviour = (command, self) => {
      self.accept(command);
      const odd = { text: 'a\u0000b', half: '\ud800', ['k\u0000']: 1 };
      self.act(command);
      self.report(resultOf(command, { status: 'done', data: odd }));
    };
    const { id } = await world.until(await world.publish(), 'completed');
    const [task] = await world.tasks(id);
    expect(task?.answer).toMatchObject({ data: { text: 'a\ufffdb', half: '\ufffd' } });
    expect(browser.connected).toBe(true);
    browser.send(
      JSON.stringify({
        type: 'accounts',
        accounts: [{ marketplace: 'shop', user_id: 'a\u0000b', state: 'ready' }],
      }),
    );
    await isTold('{', 'message.malformed');
  });

  it('closes the connection when it is larger than 256 kB', async () => {
    const large = await world.stranger();
    large.send(`{"type":"pair","code":"${'x'.repeat(256 * 1024)}"}`);
    expect((await large.closed()).code).toBe(1009);
    expect(large.heard).toEqual([]);
  });

  it('may be as large as 256 kB', async () => {
    const head = '{"type":"dance","x":"';
    await isTold(`${head}${'x'.repeat(256 * 1024 - head.length - 2)}"}`, 'message.unsupported');
  });

  it('ends the connection when there are too many of them', async () => {
    const flood = await world.browser();
    for (let n = 0; n < 3000; n += 1) flood.send({ type: 'pong' });
    expect(await flood.refusal()).toMatchObject({ reason: 'too_many_messages', retry: true });
    await flood.connect(world.app().url);
  });
});
