import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { PluginAnswer, PluginCall, Recalled } from '../plugin-call.ts';
import { PresenceReader } from '../devices/presence-reader.ts';
import type { PluginPresence } from '../devices/presence-reader.ts';
import { PluginGoneError } from '../plugin-gone.error.ts';
import { ACCEPT_TIMEOUT_MS } from '../protocol/vocabulary.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';
import { CommandLog } from './command-log.ts';
import { Conversation } from './conversation.ts';
import { Executing } from './executing.ts';

/** A question for the browser that changes nothing and belongs to no task. */
export type PluginQuestion = Omit<PluginCall, 'commandId' | 'attempt'>;

/** How long a question may take, in milliseconds at scale 1. */
const QUESTION_MS = 30_000;

/** Has the seller's browser do things. What a browser was told, and what it answered, is on the task's row. */
@Injectable()
export class PluginCommands {
  constructor(
    private readonly executing: Executing,
    private readonly log: CommandLog,
    private readonly conversation: Conversation,
    private readonly presences: PresenceReader,
    private readonly config: AppConfig,
  ) {}

  /**
   * Has a command executed, at most once for its id however often it is asked for.
   * @param call the command
   * @returns what the browser answered, now or earlier
   * @throws {PluginGoneError} when the browser is not there, or goes before it has answered
   */
  async execute(call: PluginCall): Promise<PluginAnswer> {
    // Under the same id an earlier execution of the task may have been sent, and its browser may still act on it.
    const earlier = call.attempt > 1 ? await this.log.find(call.tenant, call.commandId) : undefined;
    try {
      return await this.send(call);
    } catch (error: unknown) {
      const mayBeSent = error instanceof PluginGoneError && (earlier?.deviceId ?? null) !== null;
      throw mayBeSent ? new PluginGoneError(true, error.message) : error;
    }
  }

  private async send(call: PluginCall): Promise<PluginAnswer> {
    const session = await this.executing.browserOf(call.tenant, call.account);
    if (!session.can(call.command, call.version)) return unsupported(call);
    const logged = await this.log.assign(call.tenant, call.commandId, session);
    if (logged === undefined) throw new PluginGoneError(false, 'The step was taken over by another run.');
    if (logged.answer !== null) return logged.answer;
    return this.conversation.command(session, call, logged.remainingMs);
  }

  /**
   * Asks the browser something. The answer is stored nowhere.
   * @param question a command that changes nothing
   * @returns what the browser answered
   * @throws {PluginGoneError} when the browser is not there, or goes before it has answered
   */
  async read(question: PluginQuestion): Promise<PluginAnswer> {
    const session = await this.executing.browserOf(question.tenant, question.account);
    if (!session.can(question.command, question.version)) return unsupported(question);
    const call = { ...question, commandId: randomUUID(), attempt: 1 };
    return this.conversation.command(session, call, this.config.scaled(QUESTION_MS), true);
  }

  /**
   * @param tenant whose account
   * @param account the account
   * @returns how it stands in the seller's browsers
   */
  presence(tenant: TenantRef, account: Pick<AccountSnapshot, 'id'>): Promise<PluginPresence> {
    return this.presences.of(tenant, account);
  }

  /**
   * Tells what is known of a command whose answer is missing: what was stored of it, or what the journal of the
   * browser that was given it says. Asks the marketplace nothing.
   * @param call the command
   * @returns what is known
   * @throws {PluginGoneError} when no browser is there
   */
  async recall(call: Pick<PluginCall, 'tenant' | 'account' | 'commandId' | 'signal'>): Promise<Recalled> {
    const logged = await this.log.find(call.tenant, call.commandId);
    if (logged?.answer != null) return logged.answer;
    // The program stopped between writing the step down and telling anybody.
    if (logged !== undefined && logged.deviceId === null) return { status: 'not_started' };
    const session: PluginSession = await this.executing.browserOf(call.tenant, call.account);
    // Another browser, or one that has lost its journal, has nothing to say about it.
    if (logged?.deviceId !== session.deviceId || logged.journalId !== session.journalId) {
      return { status: 'out_of_reach' };
    }
    const waitMs = this.config.scaled(ACCEPT_TIMEOUT_MS);
    return this.conversation.resume(session, call.commandId, call.signal, waitMs);
  }
}

function unsupported({ command, version }: PluginQuestion): PluginAnswer {
  const message = `The extension in the browser cannot do ${command}@${version} yet: update it.`;
  return { status: 'failed', error: { kind: 'unsupported', message }, http: null };
}
