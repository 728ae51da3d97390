import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../../src/sandbox/random/seeded-random.ts';
import { Attacker } from '../support/plugin/attacker.ts';
import { MessageFuzz } from '../support/plugin/message-fuzz.ts';
import { PluginWorld } from '../support/plugin/plugin-world.ts';
import type { TestBrowser } from '../support/plugin/test-browser.ts';
import { waitFor } from '../support/wait-for.ts';

/** `FUZZ_SEED=7 FUZZ_COUNT=20000 npm run test:chaos -- test/chaos/plugin-messages` is the long form. */
const SEED = process.env['FUZZ_SEED'] ?? '1';
const COUNT = Number(process.env['FUZZ_COUNT'] ?? 1000);
/** Shots at one connection, which seldom outlives them. */
const SALVO = 12;
const ROUNDS = 5;
/** The documented ones, and 1006 for a connection that ended before its close frame was read. */
const CLOSE_CODES: readonly (number | undefined)[] = [undefined, 1002, 1006, 1007, 1009, 4000];
const MARK = `fuzz${SEED}`;
/** Pages of a heap that is still growing to its size; a leak of a kilobyte a message would show in the long form. */
const HEAP_GROWTH = 12 * 1024 * 1024;

/** What a connection has said before it is shot at. */
type State = 'stranger' | 'welcomed' | 'given a command' | 'refused';
const STATES: readonly State[] = ['stranger', 'welcomed', 'given a command', 'welcomed', 'refused'];

describe('messages that nobody should send', () => {
  let world: PluginWorld;
  let browser: TestBrowser;
  let witness: TestBrowser;
  const random = new SeededRandom(SEED);
  const fuzz = new MessageFuzz(random, MARK);
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;

  beforeAll(async () => {
    world = await PluginWorld.start({ LOG_LEVEL: 'warn' });
    await world.connectAccount(2, 'seller-1');
    browser = await world.pair(1);
    witness = await world.pair(2);
    await witness.connect(world.app().url);
    await world.untilAnnounced(witness);
  });
  afterAll(() => world.close());

  /** Messages as the browser would send them. */
  function genuine(commandId: string): readonly object[] {
    const account = { marketplace: 'shop', user_id: 'seller-1' };
    const result = {
      type: 'result',
      command_id: commandId,
      attempt: 1,
      observed_at: new Date().toISOString(),
    };
    return [
      { type: 'pair', code: '1-1-K7QF2MZD4X8P', plugin_version: '1.0.0', browser: 'Test 1' },
      browser.hello({ in_flight: [{ command_id: commandId, state: 'started' }] }),
      { type: 'accounts', accounts: browser.accounts() },
      { type: 'accepted', command_id: commandId, attempt: 1 },
      { type: 'journal', command_id: commandId, state: 'none', journal_id: browser.journalId },
      { ...result, status: 'done', data: { item: 1, deep: { list: [1, { a: 'b' }] } } },
      {
        ...result,
        status: 'failed',
        error: {
          kind: 'validation',
          message: 'No',
          fields: [{ field: 'brand', message: 'No' }],
          retry_after_ms: 1,
        },
        http: { status: 400, code: 99, message_code: 'validation_error' },
      },
      { type: 'paused', account, reason: 'rate_limited', until: new Date().toISOString() },
      { type: 'pong', server_time: new Date().toISOString() },
    ];
  }

  async function connected(state: State): Promise<{ attacker: Attacker; commandId: string }> {
    const attacker = await Attacker.open(world.app().url);
    let commandId: string = crypto.randomUUID();
    if (state === 'welcomed' || state === 'given a command') {
      attacker.say(browser.hello());
      await attacker.heard('welcome');
    }
    if (state === 'given a command') {
      await world.query(
        `update public.lanes set blocked_until = '-infinity', holds = '{}', ready_at = case when running < max_running then now() end where tenant_id = 1`,
      );
      attacker.say({ type: 'accounts', accounts: browser.accounts() });
      await world.publish(1);
      // An earlier job may come first, which is asked about before it is repeated.
      ({ command_id: commandId } = await attacker.heard('command', 'resume'));
    }
    if (state === 'refused') attacker.say({ type: 'pong' });
    return { attacker, commandId };
  }

  async function salvo(): Promise<void> {
    const state = random.pick(STATES);
    const { attacker, commandId } = await connected(state);
    const messages = genuine(commandId);
    const shots = Array.from({ length: SALVO }, (_unused, n) => fuzz.shot(messages, n === SALVO - 1));
    for (const shot of shots) attacker.fire(shot);
    await attacker.settled().catch((error: unknown) => {
      throw new Error(`${state}: ${JSON.stringify(shots).slice(0, 5000)}`, { cause: error });
    });
    expect(CLOSE_CODES).toContain(attacker.closedWith);
    attacker.cut();
    // What it had said before its end is dealt with before it leaves, and must not meet the next one.
    await world.untilSessions(1);
  }

  /** Everything that is stored of the other tenant, as text. */
  async function foreignRows(): Promise<string> {
    const tables = await world.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'user_2' order by 1`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) =>
        world.query(`select to_jsonb(t)::text as row from user_2.${name} t order by 1`),
      ),
    );
    const shared = await world.query(
      `select to_jsonb(l)::text as row from public.lanes l where tenant_id = 2 union all
       select to_jsonb(a)::text from public.plugin_accounts a where tenant_id = 2 union all
       select (to_jsonb(s) - 'seen_at')::text from public.plugin_sessions s where tenant_id = 2 order by 1`,
    );
    return JSON.stringify([rows, shared]);
  }

  it(
    `harm nobody: the program lives, answers or closes, and keeps nothing of them (FUZZ_SEED=${SEED})`,
    async () => {
      const errorsBefore = world.app().logs.length;
      const heaps: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = await foreignRows();
        for (let sent = 0; sent < COUNT / ROUNDS; sent += SALVO) await salvo();
        expect(await foreignRows()).toBe(before);
        // The other seller's work went on meanwhile, and goes on.
        await world.until(await world.publish(2), 'completed', 20_000, 2);
        await waitFor(
          async () => (await world.query('select from public.job_queue where tenant_id = 2')).length === 0,
          { what: 'the lane to be let go' },
        );
        collectGarbage();
        heaps.push(process.memoryUsage().heapUsed);
      }
      expect(witness.of('refused')).toEqual([]);
      expect(await foreignRows()).not.toContain(MARK);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      expect(world.app().logs.slice(errorsBefore)).toEqual([]);
      expect(world.pending()).toBeLessThanOrEqual(1);
      // The first rounds fill caches.
      expect((heaps.at(-1) ?? 0) - (heaps[1] ?? 0)).toBeLessThan(HEAP_GROWTH);
    },
    30_000 + COUNT * 50,
  );
});
