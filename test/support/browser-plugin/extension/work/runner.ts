import type { Accounts } from '../accounts/accounts.ts';
import { InvalidPayload, PictureUnavailable } from '../commands/command.ts';
import type { Command } from '../commands/command.ts';
import { COMMANDS } from '../commands/commands.ts';
import { fetchPicture } from '../commands/fetch-picture.ts';
import type { ServerClock } from '../connection/server-clock.ts';
import type { Entry } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.ts';
import type { CommandMessage } from '../protocol/server-messages.ts';
import { pace } from '../storage.ts';
import { trouble } from '../vinted/classify-answer.ts';
import type { Site } from '../vinted/site.ts';
import type { SiteRequest } from '../vinted/site-answer.ts';
import type { Performed } from '../vinted/tab-messages.ts';
import type { Outcome, Trouble } from './outcome.ts';
import { understand } from './understand.ts';

/** Carries commands out, each at most once: the journal has it as started before the tab hears of it. */
export class Runner {
  /**
   * @param journal of all commands
   * @param accounts finds the tab, and is told what the site says
   * @param site the tabs
   * @param clock by which deadlines are meant
   * @param ended is told how each command has ended
   */
  constructor(
    private readonly journal: Journal,
    private readonly accounts: Accounts,
    private readonly site: Site,
    private readonly clock: ServerClock,
    private readonly ended: (command: CommandMessage, outcome: Outcome) => Promise<void>,
  ) {}

  /** @param commandId of a command in the journal; one that does not wait to be started is left alone */
  async run(commandId: string): Promise<void> {
    const entry = this.journal.find(commandId);
    if (entry?.state !== 'received' || entry.held) return;
    const outcome = await this.attempt(entry.command).catch(unexpected);
    if (outcome !== undefined) await this.ended(entry.command, outcome);
  }

  /**
   * Ends a command that a worker before this one had started. The script in the tab outlives a worker, so it is asked first.
   * @param entry of the command
   */
  async close({ command, tab }: Entry): Promise<void> {
    const { command_id } = command;
    const recalled =
      tab === undefined ? null : await this.site.ask(tab, { ask: 'recall', command_id }).catch(() => null);
    const known = COMMANDS.get(capabilityOf(command));
    const place = await this.accounts.tabFor(command.account);
    if (known === undefined || recalled === null || recalled === undefined || place.status !== 'tab') {
      const lost = trouble('unknown', 'network_after_send', 'The worker was ended in the middle of it');
      return this.ended(command, lost);
    }
    await this.ended(command, await this.learn(known, command, recalled, place.origin, true));
  }

  /** @returns how it ended; undefined where it was not started after all */
  private async attempt(command: CommandMessage): Promise<Outcome | undefined> {
    const known = COMMANDS.get(capabilityOf(command));
    if (known === undefined) return trouble('failed', 'unsupported', `${capabilityOf(command)} is not known`);
    const place = await this.accounts.tabFor(command.account);
    if (place.status !== 'tab') return place;
    const { answer: answerWithin } = await pace();
    const request = await prepare(known, command, answerWithin);
    if ('status' in request) return request;
    const deadline = this.clock.here(command.deadline);
    if (Date.now() > deadline) return trouble('failed', 'expired', 'The deadline had passed');
    const { command_id, account } = command;
    if (!(await this.journal.start(command_id, place.tab))) return undefined;
    const performed = await this.site
      .ask(place.tab, {
        ask: 'perform',
        command_id,
        user_id: account.user_id,
        request,
        send_before: deadline,
        answer_within: answerWithin,
      })
      .catch((error: unknown): Performed => ({ answer: { kind: 'lost', message: String(error) } }));
    return this.learn(known, command, performed as Performed, place.origin, request.writes);
  }

  private async learn(
    known: Command,
    command: CommandMessage,
    performed: Performed,
    origin: string,
    writes: boolean,
  ): Promise<Outcome> {
    for (const answer of [performed.before, performed.after]) {
      if (answer !== undefined) await this.accounts.saw(origin, answer);
    }
    const outcome = understand(known, command, performed, writes);
    if (outcome.status === 'done') return outcome;
    await this.accounts.stands(origin, outcome);
    const { kind, retry_after_ms: wait } = outcome.error;
    if (kind === 'rate_limited') await this.accounts.rest(command.account.user_id, wait);
    return outcome;
  }
}

function capabilityOf({ command, version }: CommandMessage): string {
  return `${command}@${version}`;
}

async function prepare(
  known: Command,
  { account, payload }: CommandMessage,
  within: number,
): Promise<SiteRequest | Trouble> {
  try {
    const picture = (path: string, sha256?: string): Promise<Blob> => fetchPicture(path, sha256, within);
    return await known.request(payload, { account, picture });
  } catch (error: unknown) {
    if (error instanceof PictureUnavailable) return trouble('failed', 'picture_unavailable', error.message);
    if (error instanceof InvalidPayload) return trouble('failed', 'unexpected', error.message);
    throw error;
  }
}

/** Whatever is not foreseen happens before sending, or is an answer that nobody understands. */
function unexpected(error: unknown): Trouble {
  return trouble('unknown', 'unexpected', String(error));
}
