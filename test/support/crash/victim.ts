import { AsyncLocalStorage } from 'node:async_hooks';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { PoolClient } from 'pg';

/** Which moment of an await: nothing of its operand has happened, or all of it has. */
export type Side = 'before' | 'after';

/** Something that others do while a program stands at a moment. */
export interface Meanwhile {
  readonly at: string;
  happens(): Promise<unknown>;
}

/** A program that dies at one await: none of its awaits returns any more, and the database loses its connections. */
export class Victim {
  readonly passed = new Set<string>();
  readonly died: Promise<void>;
  private readonly held = new Set<PoolClient>();
  private isDead = false;
  private dies: () => void = () => undefined;

  private sees: Meanwhile | undefined;

  /**
   * @param moment `<crash point>:<side>` at which it dies; never where absent
   * @param meanwhile what happens around it at its first pass of a moment
   */
  constructor(
    private readonly moment?: string,
    meanwhile?: Meanwhile,
  ) {
    this.sees = meanwhile;
    this.died = new Promise((resolve) => (this.dies = resolve));
  }

  /** Stays for ever where the victim is dead or dies here. */
  async pass(point: string, side: Side): Promise<void> {
    const moment = `${point}:${side}`;
    if (!this.isDead) this.passed.add(moment);
    const { sees } = this;
    if (!this.isDead && sees?.at === moment) {
      this.sees = undefined;
      await sees.happens();
    }
    if (!this.isDead && moment === this.moment) this.die();
    if (this.isDead) await new Promise(() => undefined);
  }

  takes(client: PoolClient): void {
    // It had been asked for before the death, and nobody is there to give it back.
    if (this.isDead) setImmediate(() => cutOff(client));
    else this.held.add(client);
  }

  returns(client: PoolClient): void {
    this.held.delete(client);
  }

  private die(): void {
    this.isDead = true;
    // What was open is rolled back by the server, as when the process is gone.
    for (const client of this.held) cutOff(client);
    this.dies();
  }
}

function cutOff(client: PoolClient): void {
  client.release(new Error('the program has died'));
  // A single statement's connection is given back by the pool itself once more, when the statement breaks off.
  client.release = () => undefined;
}

/** Knows which victim is running, however deep in the program. */
export class CrashPoints {
  private readonly victims = new AsyncLocalStorage<Victim>();
  /** Connections that somebody has, the dead among them. */
  private readonly taken = new Set<PoolClient>();

  /** @returns an open ear: awaits of instrumented files tell it that they are passed */
  static async listen(orm: MikroORM): Promise<CrashPoints> {
    const points = new CrashPoints();
    Object.assign(globalThis, { crashPoints: points });
    const pool = await orm.em.getDriver().getConnection().getNativeClient();
    const owners = new WeakMap<object, Victim>();
    pool.on('acquire', (client) => {
      points.taken.add(client);
      const victim = points.victims.getStore();
      if (victim === undefined) return;
      owners.set(client, victim);
      victim.takes(client);
    });
    pool.on('release', (_error, client) => {
      points.taken.delete(client);
      owners.get(client)?.returns(client);
    });
    return points;
  }

  /** Listens no more, and takes back what the dead still have: the pool would wait for it for ever. */
  stop(): void {
    for (const client of [...this.taken]) cutOff(client);
    Reflect.deleteProperty(globalThis, 'crashPoints');
  }

  /** Runs work as a victim. */
  as<T>(victim: Victim, work: () => T): T {
    return this.victims.run(victim, work);
  }

  /** Runs work beside the victim: what somebody else does at that moment. */
  outside<T>(work: () => T): T {
    return this.victims.exit(work);
  }

  /** Called by instrumented code before an await. */
  async before(point: string): Promise<void> {
    await this.victims.getStore()?.pass(point, 'before');
  }

  /** Called by instrumented code after an await. */
  async after(point: string): Promise<void> {
    await this.victims.getStore()?.pass(point, 'after');
  }
}
