import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';

describe('the first message of a browser', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  it('is awaited for a limited time', async () => {
    const browser = await world.stranger();
    expect(await browser.refusal()).toMatchObject({ reason: 'unresponsive', retry: true });
    expect((await browser.closed()).code).toBe(4000);
  });

  it('is awaited for that time also after attempts that were no message', async () => {
    const browser = await world.pair();
    await browser.open(world.app().url);
    browser.send(browser.hello({ protocols: [] }));
    expect(await browser.refusal()).toMatchObject({ reason: 'upgrade_required', retry: false });
  });

  it('is hello or pair and nothing else', async () => {
    for (const first of [
      { type: 'accounts', accounts: [] },
      { type: 'pong' },
      { type: 'accepted', command_id: crypto.randomUUID(), attempt: 1 },
      {
        type: 'result',
        command_id: crypto.randomUUID(),
        attempt: 1,
        status: 'done',
        data: {},
        observed_at: now(),
      },
    ]) {
      const browser = await world.stranger();
      browser.send(JSON.stringify(first));
      expect(await browser.refusal()).toMatchObject({ reason: 'hello_expected' });
    }
  });

  it('names what is wrong with it', async () => {
    const browser = await world.stranger();
    browser.send(
      JSON.stringify({
        type: 'hello',
        protocols: ['1'],
        credential: 'short',
        plugin_version: '1',
        capabilities: [],
        accounts: [{ marketplace: 'shop', user_id: 'a', state: 'fine' }],
      }),
    );
    const { reason, message } = await browser.refusal();
    expect(reason).toBe('hello_expected');
    for (const field of ['protocols', 'credential', 'accounts[0].state', 'in_flight']) {
      expect(message).toContain(field);
    }
    expect(message).not.toContain('plugin_version');
  });

  it('leaves nothing behind when it is refused', async () => {
    const before = await world.query('select from public.plugin_sessions');
    const browser = await world.pair();
    await browser.open(world.app().url);
    browser.send(browser.hello({ protocols: [2, 99] }));
    expect(await browser.refusal()).toMatchObject({ reason: 'upgrade_required' });
    expect(await world.query('select from public.plugin_sessions')).toHaveLength(before.length);
    expect(world.sessions()).toBe(0);
  });

  it('is answered with the best common version, the limits and the accounts', async () => {
    const browser = await world.pair();
    await browser.open(world.app().url);
    const stray = { marketplace: 'shop', user_id: 'somebody', state: 'ready' } as const;
    const forgotten = crypto.randomUUID();
    browser.send(
      browser.hello({
        protocols: [99, 1],
        accounts: [...browser.accounts(), stray],
        in_flight: [{ command_id: forgotten, state: 'started' }],
      }),
    );
    expect(await browser.next('welcome')).toMatchObject({
      protocol: 1,
      session: 1,
      heartbeat_seconds: 20,
      limits: { max_bytes: 262_144, max_in_flight: 1 },
      accounts: [
        { user_id: 'seller-1', account_id: world.accountId },
        { user_id: 'somebody', account_id: null },
      ],
      in_flight: [{ command_id: forgotten, action: 'forget' }],
    });
    browser.cut();
    await world.untilSessions(0);
  });

  it('cannot be said twice', async () => {
    const browser = await world.browser();
    browser.send(browser.hello());
    expect(await browser.next('error')).toMatchObject({ code: 'message.unexpected' });
    browser.send({ type: 'pair', code: '1-1-00000000', plugin_version: '1' });
    expect(await browser.next('error', 2)).toMatchObject({ code: 'message.unexpected' });
    await world.until(await world.publish(), 'completed');
    expect(browser.of('welcome')).toHaveLength(1);
    browser.cut();
    await world.untilSessions(0);
  });

  it('is forgotten wholly where the welcome fails halfway', async () => {
    const browser = await world.pair();
    await world.query(`create function public.no_accounts() returns trigger language plpgsql
                       as 'begin raise exception ''no''; end'`);
    await world.query(`create trigger no_accounts before insert on public.plugin_accounts
                       for each row execute function public.no_accounts()`);
    await browser.open(world.app().url);
    browser.send(browser.hello());
    expect(await browser.refusal()).toMatchObject({ reason: 'unavailable', retry: true });
    await world.untilSessions(0);
    await world.query('drop trigger no_accounts on public.plugin_accounts');
    expect((await world.answer('GET', `/api/plugin/devices/${browser.deviceId}`)).body).toMatchObject({
      online: false,
    });
    await browser.connect(world.app().url);
    await world.untilHolds();
    browser.cut();
    await world.untilSessions(0);
  });

  it('is not heard by a program without a socket', async () => {
    const api = await world.startApp({ ROLE: 'api' });
    const status = await new Promise((resolve, reject) => {
      request(`${api.url}/plugin`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '13',
          'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        },
      })
        .on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('upgrade', () => {
          resolve('upgraded');
        })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });
});

const now = (): string => new Date().toISOString();
