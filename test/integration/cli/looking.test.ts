import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import { runCommand } from '../../support/run-command.ts';
import type { CommandRun } from '../../support/run-command.ts';
import { TEST_JWT_SECRET } from '../../support/tokens.ts';

describe('looking at a tenant from the command line', () => {
  let world: ApiWorld;
  let account: number;
  let job: number;

  beforeAll(async () => {
    world = await ApiWorld.start();
    account = await world.account(1);
    ({ id: job } = await world.job(1, { account_id: account }));
  });
  afterAll(() => world.close());

  const run = (line: string): Promise<CommandRun> =>
    runCommand({ DATABASE_URL: world.databaseUrl, JWT_SECRET: TEST_JWT_SECRET }, line);
  const json = async (line: string): Promise<unknown> => JSON.parse((await run(line)).lines.join('\n'));

  it('lists accounts, as columns and as JSON, without credentials', async () => {
    const { code, lines } = await run('accounts list --tenant 1');
    expect(code).toBe(0);
    expect(lines[0]?.split('\t').slice(0, 3)).toEqual(['id', 'marketplace', 'status']);
    expect(lines[1]?.split('\t').slice(0, 3)).toEqual([String(account), 'testmarket', 'connected']);
    // It may have been looked at meanwhile, in its turn.
    expect(await json('accounts list --tenant 1 --json')).toMatchObject([
      { id: account, status: 'connected', verified_at: expect.any(String) },
    ]);
    expect(lines.join()).not.toContain('refresh');
  });

  it('lists jobs by status, and shows one with its pointer and its history', async () => {
    expect(await json('jobs list --tenant 1 --status pending --json')).toMatchObject([
      { id: job, error: null },
    ]);
    expect(await json('jobs list --tenant 1 --status failed --json')).toEqual([]);
    expect(await json(`jobs show ${job} --tenant 1`)).toMatchObject({
      id: job,
      pointer: { state: 'ready' },
      events: [{ type: 'created' }],
    });
  });

  it('lists lanes, and only those that are held', async () => {
    expect(await json('lanes list --tenant 1 --json')).toMatchObject([
      { account, running: 0, waiting: 1, holds: [] },
    ]);
    expect(await json('lanes list --held --json')).toEqual([]);
    await world.as(1)('POST', `/api/marketplace/accounts/${account}/pause`);
    expect(await json('lanes list --held --json')).toMatchObject([
      { tenant: 1, account, holds: ['account'] },
    ]);
    expect((await run('lanes list --held')).lines[1]?.split('\t')).toContain('account');
  });

  it.each([
    ['accounts list', 2, '--tenant is required'],
    ['accounts list --tenant 99', 1, "The tenant's schema user_99 does not exist."],
    ['jobs list --tenant 1 --status gone', 2, '--status must be one of'],
    ['jobs show 999 --tenant 1', 1, 'There is no job 999.'],
    ['jobs show x --tenant 1', 2, 'must be a positive integer'],
  ])('says what is wrong with "%s"', async (line, code, message) => {
    const refused = await run(line);
    expect([refused.code, refused.lines]).toEqual([code, []]);
    expect(refused.err).toContain(message);
  });
});
