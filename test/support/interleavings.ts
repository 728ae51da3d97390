import fc from 'fast-check';
import type { InterleavingWorld, ProductJob } from './interleaving-world.ts';
import type { Mishap } from './remembering-market.ts';

const ACCOUNTS = [1, 2, 3] as const;
const WISHES = ['cancel', 'pause', 'resume', 'retry'] as const;

/** Something that happens to the product; `calls` later, or when nothing runs any more, the next thing does. */
export type Command = { readonly calls: number } & (
  | { readonly does: 'publish' | 'update' | 'relist' | 'delete'; readonly account: number }
  | { readonly does: 'publish_everywhere' }
  | { readonly does: 'spoil'; readonly account: number; readonly mishap: Mishap }
  | { readonly does: 'buy' | 'read_orders' | 'look'; readonly account: number }
  | { readonly does: 'tell_sale'; readonly account: number | null }
  | { readonly does: (typeof WISHES)[number]; readonly pick: number }
  | { readonly does: 'lose_lease' | 'restart' }
);

const account = fc.constantFrom(...ACCOUNTS);
const calls = fc.nat({ max: 6 });
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constantFrom('publish' as const, 'update' as const, 'relist' as const, 'delete' as const),
      account,
      calls,
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('publish_everywhere' as const), calls }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('spoil' as const),
      account,
      mishap: fc.constantFrom<Mishap>('lost_done', 'lost_not_done', 'busy'),
      calls: fc.constant(0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('buy' as const, 'read_orders' as const, 'look' as const),
      account,
      calls,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('tell_sale' as const), account: fc.option(account), calls }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ does: fc.constantFrom(...WISHES), pick: fc.nat({ max: 9 }), calls }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('lose_lease' as const), calls }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const), calls }) },
);

/** A product of one or two pieces, and what happens to it. */
export const interleaving = fc.record({
  quantity: fc.constantFrom(1, 1, 2),
  commands: fc.array(command, { minLength: 4, maxLength: 12 }),
});

/** One run of commands on a product of its own. */
export class Interleaving {
  private constructor(
    private readonly world: InterleavingWorld,
    private readonly product: { readonly id: number; readonly sku: string },
  ) {}

  /** @returns a run on a new product, which is published everywhere first */
  static async begin(world: InterleavingWorld, quantity: number): Promise<Interleaving> {
    const run = new Interleaving(world, await world.product(quantity));
    await world.request('publish', ACCOUNTS, run.product.id);
    return run;
  }

  /** Lets something happen. */
  async let(command: Command): Promise<void> {
    const { world, product } = this;
    switch (command.does) {
      case 'publish':
      case 'update':
      case 'relist':
      case 'delete':
        await world.request(command.does, [command.account], product.id);
        break;
      case 'publish_everywhere':
        await world.request('publish', ACCOUNTS, product.id);
        break;
      case 'spoil':
        world.markets[command.account - 1]?.spoilNext(command.mishap);
        break;
      case 'buy':
        world.markets[command.account - 1]?.buy(product.sku);
        break;
      case 'read_orders':
        await world.request('sync_orders', [command.account], null);
        break;
      case 'look':
        await world.request('sync', [command.account], null);
        break;
      case 'tell_sale':
        await world.tellSale(product.id, this.bought(command.account) ? command.account : null);
        break;
      case 'lose_lease':
        await world.loseLease();
        break;
      case 'restart':
        await world.restart();
        break;
      default: {
        const jobs = await this.jobsFor(command.does);
        const job = jobs.toReversed()[command.pick % Math.max(1, jobs.length)];
        if (job !== undefined) await world.wish(command.does, [job.id]);
      }
    }
    await world.after(command.calls);
  }

  /** Waits until nothing runs, and reads the orders once more, as the recurring look does. */
  async settle(): Promise<void> {
    for (const market of this.world.markets) market.calmDown();
    await this.world.drain();
    for (const accountId of ACCOUNTS) await this.world.request('sync_orders', [accountId], null);
    await this.world.drain();
  }

  /**
   * What must hold once nothing runs, before any person has decided anything.
   * @returns what does not, in words
   */
  async problems(): Promise<readonly string[]> {
    const { world, product } = this;
    const jobs = await world.jobs(product.id);
    const open = await world.openListings(product.id);
    const soldOut = (await world.quantity(product.id)) === 0;
    const wrong: string[] = [...(await world.wrongCounts())];
    for (const { id, status } of jobs) {
      if (!['completed', 'failed', 'cancelled', 'paused'].includes(status))
        wrong.push(`job ${id} is ${status}`);
    }
    for (const accountId of ACCOUNTS) {
      const own = jobs.filter((job) => job.accountId === accountId);
      const live = world.markets[accountId - 1]?.live(product.sku) ?? [];
      const waits = own.some(
        (job) => job.status === 'paused' || (job.unresolved && job.status !== 'completed'),
      );
      // A listing that StoFlow does not know is only one whose job a person has stopped, visibly.
      const unknown = live.filter((id) => !open.includes(`${accountId} ${id}`));
      if (unknown.length > 0 && !waits) wrong.push(`account ${accountId}: nobody knows of ${unknown.join()}`);
      // Two copies are what a relisting leaves that was stopped, or waits for a person.
      const relists = own.filter(({ action }) => action === 'relist');
      const stopped = relists.some(({ status }) => status !== 'completed');
      if (live.length > 1 && !stopped) wrong.push(`account ${accountId}: listed twice, ${live.join()}`);
      if (live.length > 2) wrong.push(`account ${accountId}: listed ${live.length} times`);
      const heldEnd = own.some((job) => job.status === 'paused' && job.action === 'delete');
      if (soldOut && live.length > 0 && !heldEnd)
        wrong.push(`account ${accountId}: sold, and ${live.join()} live`);
    }
    return wrong;
  }

  /** A person resumes what is paused, has looked up what is unresolved, and ends copies that a stopped relisting left. */
  async decide(): Promise<void> {
    const { world, product } = this;
    for (const wish of ['resume', 'retry'] as const) {
      const jobs = await world.jobs(product.id);
      const chosen = jobs.filter(({ status, unresolved }) =>
        wish === 'resume' ? status === 'paused' : unresolved && status !== 'completed',
      );
      await world.wish(
        wish,
        chosen.map(({ id }) => id),
      );
      await this.settle();
    }
    for (const accountId of ACCOUNTS) {
      const copies = world.markets[accountId - 1]?.live(product.sku) ?? [];
      if (copies.length > 1) await world.request('delete', [accountId], product.id);
    }
    await this.settle();
  }

  /**
   * What must hold once a person has decided what only a person can.
   * @returns what does not, in words
   */
  async problemsInTheEnd(): Promise<readonly string[]> {
    const { world, product } = this;
    const soldOut = (await world.quantity(product.id)) === 0;
    const open = await world.openListings(product.id);
    const jobs = await world.jobs(product.id);
    const wrong: string[] = [...(await world.wrongCounts())];
    for (const accountId of ACCOUNTS) {
      const live = world.markets[accountId - 1]?.live(product.sku) ?? [];
      if (live.length > (soldOut ? 0 : 1)) wrong.push(`account ${accountId}: in the end live ${live.join()}`);
      for (const id of live) {
        if (!open.includes(`${accountId} ${id}`))
          wrong.push(`account ${accountId}: ${id} is live and unknown`);
      }
    }
    for (const job of jobs) {
      if (job.unresolved || !['completed', 'failed', 'cancelled'].includes(job.status)) {
        wrong.push(`job ${job.id} (${job.action}) ends ${job.status}${job.unresolved ? ' unresolved' : ''}`);
      }
    }
    return wrong;
  }

  /** @returns the story of a run that went wrong */
  async story(): Promise<string> {
    const { world, product } = this;
    const jobs = (await world.jobs(product.id)).map(
      ({ id, accountId, action, status, unresolved, error }) =>
        `${id} ${accountId} ${action} ${status}${unresolved ? ' unresolved' : ''} ${error?.code ?? ''}`,
    );
    const listings = world.markets.flatMap((market) =>
      market.listings.filter(({ sku }) => sku === product.sku).map(({ id, state }) => `${id} ${state}`),
    );
    return [`product ${product.id}`, ...jobs, ...listings, ...(await world.openListings(product.id))].join(
      '\n',
    );
  }

  /** What a seller says was sold on a marketplace is sold there; elsewhere it was a sale from hand to hand. */
  private bought(account: number | null): boolean {
    return account !== null && this.world.markets[account - 1]?.buy(this.product.sku) === true;
  }

  private async jobsFor(wish: (typeof WISHES)[number]): Promise<readonly ProductJob[]> {
    const fits = (status: string): boolean =>
      wish === 'retry'
        ? ['failed', 'cancelled'].includes(status)
        : wish === 'resume'
          ? status === 'paused'
          : status !== 'completed';
    const jobs = await this.world.jobs(this.product.id);
    return jobs.filter(
      ({ status, accountId, action }) => accountId > 0 && !action.startsWith('sync') && fits(status),
    );
  }
}
