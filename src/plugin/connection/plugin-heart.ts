import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { Ticker } from '../../common/ticker.ts';
import { AppConfig } from '../../config/app-config.ts';
import { HEARTBEAT_SECONDS } from '../protocol/vocabulary.ts';
import { LocalSessions } from '../sessions/local-sessions.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';
import { encode } from '../protocol/messages.ts';
import { SessionBeat } from '../sessions/session-beat.ts';

/** A browser that has missed two pings and half a third is gone. */
const SILENCE = 2.5;
/** Parts of a heartbeat: ten thousand pings and their answers at once would keep everything else waiting. */
const TURNS = 20;
/** Time within which a connection that died with its instance, or moved to another one, is noticed at the latest. */
const BEAT_MS = 5_000;

/** Pings browsers, notices those that are gone, and keeps their sessions known as alive. */
@Injectable()
export class PluginHeart implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly sessions: LocalSessions,
    private readonly sessionBeat: SessionBeat,
    private readonly ticker: Ticker,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** Begins to beat. */
  onApplicationBootstrap(): void {
    const heartbeatMs = Math.max(200, this.config.scaled(HEARTBEAT_SECONDS * 1000));
    const silenceMs = Math.max(1000, heartbeatMs * SILENCE);
    let turn = 0;
    this.ticker.every('plugin-ping', heartbeatMs / TURNS, () => {
      this.ping(turn);
      turn = (turn + 1) % TURNS;
      return Promise.resolve();
    });
    this.ticker.every('plugin-silence', Math.max(100, this.config.scaled(BEAT_MS)), () => {
      this.endSilent(silenceMs);
      return Promise.resolve();
    });
    this.ticker.every('plugin-beat', Math.max(100, this.config.scaled(BEAT_MS)), () =>
      this.sessionBeat.beat(),
    );
  }

  /** Stops beating. */
  async onApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  private ping(turn: number): void {
    const message = encode({ type: 'ping', server_time: this.clock.now().toISOString() });
    for (const session of this.sessions.all()) {
      if (turnOf(session) === turn) session.link.sendEncoded(message);
    }
  }

  /** Apart from the pings, which are seldom: a lane must not wait for the next one to learn that its browser is gone. */
  private endSilent(silenceMs: number): void {
    for (const { link } of this.sessions.all()) {
      if (link.silentForMs > silenceMs) link.refuse('unresponsive', 'Nothing was heard from this browser.');
    }
  }
}

/** The same for as long as a browser is connected, and spread evenly (multiplicative hashing, Knuth, 6.4). */
function turnOf({ tenant, deviceId }: PluginSession): number {
  return (Math.imul(tenant.id + Math.imul(deviceId, 0x85ebca6b), 0x9e3779b1) >>> 8) % TURNS;
}
