import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MarketTown } from '../../support/market-town.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { ebayMarket, etsyMarket } from '../../support/town-markets.ts';
import { waitFor } from '../../support/wait-for.ts';

const PRODUCTS = 30;

interface Account {
  readonly id: number;
  readonly status: string;
}
interface Job {
  readonly status: string;
  readonly attempts: number;
  readonly waiting_for: unknown;
  readonly error: Readonly<Record<string, unknown>> | null;
}

describe.each([
  ['eBay', ebayMarket],
  ['Etsy', etsyMarket],
] as const)('a seller who takes the consent back on %s', (_name, market) => {
  let town: MarketTown;
  let server: ServerProcess;

  beforeEach(async () => {
    town = await MarketTown.build(market());
    server = await town.startServer();
  });
  afterEach(() => town.tearDown());

  const account = async (): Promise<Account> => {
    const answer = await town.ask<{ data: Account[] }>(server, 'GET', '/api/marketplace/accounts');
    const [only] = answer.body.data;
    if (only === undefined) throw new Error(JSON.stringify(answer));
    return only;
  };

  it('finds the jobs waiting at no cost, and going on by themselves once it is given again', async () => {
    const batchId = await town.submitBatch(server, PRODUCTS);
    await town.untilEnded(server, batchId, 2);
    await town.revokeConsent();
    await waitFor(async () => (await account()).status === 'needs_reauth', {
      what: 'the account needs to be connected again',
    });
    await waitFor(async () => (await town.batch(server, batchId)).progress.counts['processing'] === 0, {
      what: 'the last running job waits',
    });

    const { progress } = await town.batch(server, batchId);
    expect(progress.ended).toBeLessThan(PRODUCTS);
    expect(progress.counts).toMatchObject({ failed: 0, pending: PRODUCTS - progress.ended });
    // The account is held before the job that noticed is told why. Others may wait for something else: a call that took too
    // long on a busy machine.
    const told = await waitFor(
      async () => {
        const waiting = await town.ask<{ data: Job[] }>(
          server,
          'GET',
          `/api/batch-jobs/${batchId}/jobs?status=pending&limit=100`,
        );
        return waiting.body.data.find(({ error }) => String(error?.['code']).endsWith('.reauth_needed'));
      },
      { what: 'a job that says what it waits for' },
    );
    expect(told.error).toMatchObject({
      actor: 'seller',
      todo: expect.stringContaining('Connect the account again'),
    });
    expect(JSON.stringify(told.waiting_for)).toContain('reauth');

    const { id } = await account();
    const renewed = await town.ask(
      server,
      'PUT',
      `/api/marketplace/accounts/${id}/credentials`,
      await town.renewConsent(),
    );
    expect(renewed).toMatchObject({ status: 200, body: { status: 'connected' } });
    await town.untilEnded(server, batchId, PRODUCTS);
    expect((await town.batch(server, batchId)).progress.counts).toMatchObject({
      completed: PRODUCTS,
      failed: 0,
    });
    expect(await town.effects()).toMatchObject({
      listed_twice: 0,
      orphan_drafts: 0,
      live_listings: PRODUCTS,
    });
  }, 120_000);
});
