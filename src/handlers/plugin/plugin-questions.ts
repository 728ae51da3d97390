import type { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import type { PluginAnswer } from '../../plugin/plugin-call.ts';
import { PluginGoneError } from '../../plugin/plugin-gone.error.ts';
import type { StepContext } from '../contract/contexts.ts';
import { readShape } from './command-shape.ts';
import type { CommandShape } from './command-shape.ts';
import { outcomeOfFailure, shapeRefused, waitForBrowser } from './plugin-outcomes.ts';
import type { FailedAnswer } from './plugin-step.ts';
import { StepFailedError } from './step-failed.error.ts';

/** For whom a question is asked. */
export type Asker = Pick<StepContext, 'tenant' | 'account' | 'signal'>;

/** Asks a seller's browser things that belong to no task and change nothing. */
export class PluginQuestions {
  /**
   * @param commands the way to the browser
   * @param name the marketplace as sellers know it
   */
  constructor(
    private readonly commands: Pick<PluginCommands, 'read'>,
    private readonly name: string,
  ) {}

  /**
   * Asks one question.
   * @param asker for whom
   * @param shape a command that only reads
   * @param payload what it takes
   * @returns what the browser returned, checked; undefined where the marketplace does not have it
   * @throws {StepFailedError} where there is no answer, as a wait or as a refusal
   */
  async ask<Payload extends object, Data extends object>(
    asker: Asker,
    shape: CommandShape<Payload, Data>,
    payload: Payload,
  ): Promise<Data | undefined> {
    const answer = await this.answerOf(asker, shape, payload);
    if (answer.status === 'done') {
      const reading = readShape(shape.data, answer.data);
      if (reading.ok) return reading.value;
      throw new StepFailedError(
        shapeRefused(`${this.name} answered in a way that StoFlow does not know yet.`, reading.fields),
      );
    }
    if (answer.error.kind === 'not_found') return undefined;
    throw this.failed(answer, asker);
  }

  private async answerOf(asker: Asker, shape: CommandShape, payload: object): Promise<PluginAnswer> {
    const { tenant, account, signal } = asker;
    const { name: command, version } = shape;
    try {
      return await this.commands.read({
        tenant,
        account,
        command,
        version,
        payload: { ...payload },
        signal,
      });
    } catch (error: unknown) {
      throw error instanceof PluginGoneError ? new StepFailedError(waitForBrowser(error)) : error;
    }
  }

  private failed(answer: FailedAnswer, { account }: Asker): Error {
    const { marketplace } = account;
    const outcome = outcomeOfFailure(answer, { marketplace, name: this.name, effect: 'none', attempt: 1 });
    return outcome.kind === 'refused' || outcome.kind === 'retry'
      ? new StepFailedError(outcome)
      : new Error(`a question cannot end ${outcome.kind}`);
  }
}
