import { Injectable, Logger } from '@nestjs/common';
import { Client } from 'pg';
import { patientSocket } from '../common/database/patient-socket.ts';
import { AppConfig } from '../config/app-config.ts';

/** How long to wait before listening again after the connection broke. */
const RECONNECT_MS = 1000;
/** Between two questions on the listening connection: nothing else would tell that its other end is gone. */
const BEAT_MS = 10_000;
/** So many beats without a byte, and the connection is given up. */
const SILENT_BEATS = 2;

/**
 * Tells a worker that something was enqueued. It is a hint that saves waiting for the next poll; a hint that is
 * lost costs a second and nothing else.
 */
@Injectable()
export class Wake {
  private readonly log = new Logger(Wake.name);
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private beat: NodeJS.Timeout | undefined;
  private stopped = true;
  private readonly others = new Map<string, (payload: string) => void>();

  constructor(private readonly config: AppConfig) {}

  /**
   * Listens to another channel on the same connection. Called before {@link Wake.listen}.
   * @param channel its name, an identifier
   * @param onNotice called with what every notice carries, and with an empty text after every (re)connection, since
   *   notices may have been missed
   */
  also(channel: string, onNotice: (payload: string) => void): void {
    this.others.set(channel, onNotice);
  }

  /**
   * Begins to listen, on a connection of its own that is opened again whenever it breaks.
   * @param onWake called for every hint, and after every reconnection
   */
  async listen(onWake: () => void): Promise<void> {
    this.stopped = false;
    await this.connect(onWake);
  }

  /** Stops listening and closes the connection. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.beat);
    clearTimeout(this.retry);
    const client = this.client;
    this.client = undefined;
    await client?.end();
  }

  private async connect(onWake: () => void): Promise<void> {
    const client = new Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'stoflow-wake',
      keepAlive: true,
      // Also while it connects, where nothing is asked yet: what vanishes then would never be noticed.
      stream: () => patientSocket(Math.max(1000, SILENT_BEATS * this.config.scaled(BEAT_MS))),
    });
    client.on('error', (error) => {
      this.log.warn(`the listening connection broke: ${error.message}`);
    });
    client.on('end', () => {
      this.reconnect(onWake);
    });
    client.on('notification', ({ channel, payload }) => {
      const other = this.others.get(channel);
      if (other === undefined) onWake();
      else other(payload ?? '');
    });
    this.client = client;
    try {
      await client.connect();
      for (const channel of ['stoflow_queue', ...this.others.keys()]) await client.query(`listen ${channel}`);
      this.keepAsking(client);
      onWake();
      for (const onNotice of this.others.values()) onNotice('');
    } catch (error: unknown) {
      this.log.warn(`cannot listen: ${error instanceof Error ? error.message : String(error)}`);
      await client.end().catch(() => undefined);
    }
  }

  /** One question that is not answered before the next is due: the connection is given up, and its end opens another. */
  private keepAsking(client: Client): void {
    let answered = true;
    clearInterval(this.beat);
    this.beat = setInterval(() => {
      if (!answered) {
        this.log.warn('the listening connection does not answer');
        clearInterval(this.beat);
        void client.end().catch(() => undefined);
        return;
      }
      answered = false;
      client.query('select 1').then(
        () => (answered = true),
        () => undefined,
      );
    }, this.config.scaled(BEAT_MS)).unref();
  }

  private reconnect(onWake: () => void): void {
    if (this.stopped) return;
    clearInterval(this.beat);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      void this.connect(onWake);
    }, RECONNECT_MS);
  }
}
