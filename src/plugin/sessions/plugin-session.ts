import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ExecutorState } from '../../queue/executors.ts';
import type { AnnouncedAccount } from '../protocol/account.ts';
import type { ServerMessage } from '../protocol/messages.ts';
import type { RefusalReason } from '../protocol/vocabulary.ts';

/** The way out of a connection to a browser. */
export interface PluginLink {
  /**
   * @param message what to send
   * @returns false where the connection is closed, so that nothing was sent
   */
  send(message: ServerMessage): boolean;
  /**
   * @param message what to send, as `encode` made it
   * @returns as {@link PluginLink.send}
   */
  sendEncoded(message: Buffer): boolean;
  /**
   * Ends the connection, telling why.
   * @param reason why
   * @param message a sentence for the seller
   */
  refuse(reason: RefusalReason, message: string): void;
  /** Whether anything can still be sent. */
  readonly isOpen: boolean;
  /** Milliseconds since anything was heard. */
  readonly silentForMs: number;
}

/** A paired browser that is connected to this instance. */
export class PluginSession {
  private readonly departure = new AbortController();
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * @param tenant whose browser
   * @param deviceId which of its devices
   * @param session number of the connection; a newer one of the same device has a higher number
   * @param capabilities commands it can execute, `<command>@<version>`
   * @param journalId its journal
   * @param link the connection
   */
  constructor(
    readonly tenant: TenantRef,
    readonly deviceId: number,
    readonly session: number,
    private readonly capabilities: ReadonlySet<string>,
    readonly journalId: string,
    readonly link: PluginLink,
  ) {}

  /**
   * Accounts as the browser announced them last, undefined before it has; kept here since some may be connected to StoFlow only
   * later.
   */
  announced: readonly AnnouncedAccount[] | undefined;

  /** Whether no lane has heard of it yet. Only that lifts what a person had to put right. */
  isNews = false;

  /**
   * Under which instance the database knows what was announced; undefined where that is not certain, so that the next beat
   * writes it again.
   */
  writtenUnder: string | undefined;

  /** How accounts turned out to stand since that announcement, by account id; it counts until the next one. */
  readonly noted = new Map<number, ExecutorState>();

  /** Until when the browser has had accounts' lanes closed for a limit, by account id; it says `ready` to open them. */
  readonly limits = new Map<number, string>();

  /** @returns a signal that aborts when the connection has ended */
  get gone(): AbortSignal {
    return this.departure.signal;
  }

  /**
   * @param command name of a command
   * @param version version of its payload
   * @returns whether the browser can execute it
   */
  can(command: string, version: number): boolean {
    return this.capabilities.has(`${command}@${version}`);
  }

  /**
   * Does one thing after the other with what is known of the browser: what was read of it before it spoke must not be
   * written after.
   * @param work reads what it said last, and writes it
   * @returns what the work returned
   */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Tells everybody who waits for the browser that it has gone. */
  leave(): void {
    this.departure.abort();
  }
}
