import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { AppConfig } from '../../config/app-config.ts';
import type { RefusalReason } from '../protocol/vocabulary.ts';
import type { PluginLink } from '../sessions/plugin-session.ts';
import { FailureBudget } from './failure-budget.ts';
import { PluginRefusal } from './plugin-refusal.ts';
import { Seat } from './seat.ts';
import { Turnstile } from './turnstile.ts';

/** Connections of one address that have not said who they are: a household needs a few, a proxy passes many on. */
const STRANGERS_OF_ADDRESS = 200;
/** Connections of all addresses that have not said who they are: each may hold a message of 256 kB in memory. */
const STRANGERS = 1000;
/** Failed hellos and pairings of one address at once, and for long: a secret is never guessed, but each try costs a query. */
const ADDRESS_FAILURES = { burst: 100, perSecond: 1 };

const WRONG_SECRET: ReadonlySet<RefusalReason> = new Set(['invalid_credential', 'pairing_failed']);
/** Share of the pool that browsers who come may use: after a restart all of them come at once, and jobs go on. */
const SHARE_OF_POOL = 0.5;

/** Somebody who shows a credential or a code. */
export interface Visitor {
  readonly link: PluginLink;
  /** Where it comes from. */
  readonly address: string;
}

/** Keeps the number of connections, of strangers among them and of wrong secrets within limits. */
@Injectable()
export class Admission {
  private open = 0;
  private strangers = 0;
  private readonly byAddress = new Map<string, number>();
  private readonly addressFailures = new FailureBudget(ADDRESS_FAILURES.burst, ADDRESS_FAILURES.perSecond);

  private readonly turnstile: Turnstile;

  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {
    this.turnstile = new Turnstile(Math.max(1, Math.floor(config.DB_POOL_MAX * SHARE_OF_POOL)));
  }

  /** @returns connections that are open, those of strangers included */
  get size(): number {
    return this.open;
  }

  /**
   * Counts a new connection.
   * @param address where it comes from
   * @returns its seat, which has to be left, or why there is none
   */
  enter(address: string): Seat | PluginRefusal {
    const ofAddress = this.byAddress.get(address) ?? 0;
    if (this.open >= this.config.PLUGIN_MAX_SOCKETS || this.strangers >= STRANGERS) {
      return new PluginRefusal(
        'too_many_connections',
        'This StoFlow server holds as many browsers as it can.',
      );
    }
    if (ofAddress >= STRANGERS_OF_ADDRESS) {
      return new PluginRefusal('too_many_connections', 'Too many connections from this address say nothing.');
    }
    this.open += 1;
    this.strangers += 1;
    this.byAddress.set(address, ofAddress + 1);
    return new Seat(this, address);
  }

  /**
   * Looks at a credential or a code when it is its turn, and counts it when it is wrong.
   * @param visitor whose it is
   * @param work looks at it
   * @returns what the work returned
   * @throws {PluginRefusal} when too many wrong ones were shown from its address
   */
  trying<T>(visitor: Visitor, work: () => Promise<T>): Promise<T> {
    return this.turnstile.through(async () => {
      // Whoever has gone while it waited leaves its turn to the next one.
      if (!visitor.link.isOpen) throw new PluginRefusal('unavailable', 'The browser has gone.');
      this.assertMayTry(visitor);
      try {
        return await work();
      } catch (error: unknown) {
        if (error instanceof PluginRefusal && WRONG_SECRET.has(error.reason)) this.failed(visitor);
        throw error;
      }
    });
  }

  /** Only whoever shows wrong ones waits: a budget of the tenant they name would let strangers keep it from pairing. */
  private assertMayTry({ address }: Visitor): void {
    if (!this.addressFailures.isSpent(address, this.clock.monotonicMs())) return;
    throw new PluginRefusal('too_many_attempts', 'Too many wrong codes or credentials. Wait a few minutes.');
  }

  private failed({ address }: Visitor): void {
    this.addressFailures.spend(address, this.clock.monotonicMs());
  }

  /**
   * One of an address has said who it is, or has gone before that.
   * @param address where it came from
   */
  noStranger(address: string): void {
    this.strangers -= 1;
    const left = (this.byAddress.get(address) ?? 1) - 1;
    if (left === 0) this.byAddress.delete(address);
    else this.byAddress.set(address, left);
  }

  /** A connection has ended. */
  left(): void {
    this.open -= 1;
  }
}
