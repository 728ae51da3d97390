import { wallClock } from '../common/clock.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { MOST_BEHIND } from './backlog.ts';
import type { ChangeFinder } from './change-finder.ts';
import type { EventStream } from './event-stream.ts';
import type { Pulse } from './pulses.ts';
import { positionOf } from './sse.ts';
import type { StateReader } from './state-reader.ts';
import { nothingWanted } from './wanted.ts';
import { Watch, settled } from './watch.ts';

/** How far back a stream can be continued. History is kept for a day at least. */
const REPLAY_MS = 3_600_000;
/** Turns after which a tenant is looked at although its lanes say that nothing happens. */
const IDLE_TURNS = 4;

/** What the readers of one tenant on this instance share: what changes is found once and read once for all of them. */
export class TenantFeed {
  private readonly streams = new Set<EventStream>();
  private readonly watch: Watch;
  private standing: string | undefined;
  private idleTurns = IDLE_TURNS;

  constructor(
    readonly tenant: TenantRef,
    private readonly finder: ChangeFinder,
    private readonly reader: StateReader,
  ) {
    this.watch = new Watch(finder, tenant);
  }

  /** @returns how many read */
  get size(): number {
    return this.streams.size;
  }

  /** @param stream a reader; its first event comes with the next turn */
  add(stream: EventStream): void {
    this.streams.add(stream);
  }

  /** @param stream a reader that has gone */
  remove(stream: EventStream): void {
    this.streams.delete(stream);
  }

  /** Ends all streams, since this instance ends. */
  end(): void {
    for (const stream of this.streams) stream.end('shutdown');
  }

  /**
   * Tells every reader that can be told what has changed since the last turn. Turns of a tenant never overlap, so a reader is
   * told states in the order in which they were.
   * @param pulse what the shared tables say; undefined for a tenant that is no more
   */
  async turn(pulse: Pulse | undefined): Promise<void> {
    this.dismiss(pulse);
    if (pulse === undefined || this.streams.size === 0) return;
    const fresh = [...this.streams].filter((stream) => !stream.isBegun);
    await this.noteChanges(pulse, fresh.length > 0);
    for (const stream of fresh) await this.begin(stream, pulse);
    await this.tell(pulse);
    for (const stream of this.streams) stream.keepAlive(pulse.at.getTime());
  }

  private dismiss(pulse: Pulse | undefined): void {
    for (const stream of this.streams) {
      if (pulse?.usable !== true) stream.end('suspended');
      else if (stream.reader.expiresAt <= wallClock()) stream.end('token_expired');
      else continue;
      this.streams.delete(stream);
    }
  }

  private async noteChanges(pulse: Pulse, isNeeded: boolean): Promise<void> {
    if (pulse.standing !== this.standing) for (const { backlog } of this.streams) backlog.accounts = true;
    this.standing = pulse.standing;
    this.idleTurns += 1;
    if (!pulse.busy && !isNeeded && this.idleTurns < IDLE_TURNS) return;
    this.idleTurns = 0;
    const changed = await this.watch.look(pulse);
    for (const { backlog } of this.streams) backlog.add(changed);
  }

  private async begin(stream: EventStream, pulse: Pulse): Promise<void> {
    const { lastEventId } = stream.reader;
    if (lastEventId !== undefined) await this.resume(stream, lastEventId, pulse.at.getTime());
    const resumed = lastEventId !== undefined && !stream.backlog.isReset;
    stream.begin(resumed, pulse.at.getTime());
  }

  private async resume({ backlog }: EventStream, lastEventId: string, now: number): Promise<void> {
    const position = positionOf(lastEventId);
    if (position === undefined || position > now) backlog.giveUp('unknown_id');
    else if (position < now - REPLAY_MS) backlog.giveUp('too_old');
    else {
      const search = {
        since: settled(position),
        jobs: [],
        batches: [],
        newestBatch: Number.MAX_SAFE_INTEGER,
      };
      backlog.add(await this.finder.find(this.tenant, { ...search, limit: MOST_BEHIND + 1 }));
    }
  }

  /** One reading serves every reader that is not held up. Whoever came during this turn begins with the next one. */
  private async tell(pulse: Pulse): Promise<void> {
    const free = [...this.streams].filter(
      (stream) => stream.isBegun && stream.isFree && !stream.backlog.isEmpty,
    );
    if (free.length === 0) return;
    const wanted = nothingWanted();
    for (const { backlog } of free) backlog.want(wanted);
    const states = await this.reader.read(this.tenant, wanted);
    for (const stream of free) stream.send(stream.backlog.take(wanted, states), pulse.at.getTime());
  }
}
