import { isRecord } from '../../control/control-body.ts';
import { MAX_MESSAGE_BYTES } from '../../../plugin/protocol/vocabulary.ts';
import type { Life } from '../life.ts';
import type { Nuisance, Occasion } from '../trouble/nuisance.ts';
import type { Troublemaker, Victim } from '../trouble/troublemaker.ts';

/** Where a message goes at the end of a pipe. */
export interface PipeEnd {
  /** @returns whether the connection is the one the message belongs to */
  isOpen(): boolean;
  /** @param text of a message */
  deliver(text: string): void;
}

interface Held {
  readonly text: string;
  readonly end: PipeEnd;
}

/** Carries messages in order, one direction beside the other, and lets trouble happen to them. */
export class MessagePipe {
  private inbox: Promise<void> = Promise.resolve();
  private outbox: Promise<void> = Promise.resolve();
  private readonly overtaken = new Map<string, Held>();

  /**
   * @param life of the worker
   * @param trouble what goes wrong
   * @param victim to whom
   * @param commandOf gives the type of a command by its id, empty when it is not known
   * @param overtakeMs how long a message waits for one that overtakes it
   */
  constructor(
    private readonly life: Life,
    private readonly trouble: Troublemaker,
    private readonly victim: Victim,
    private readonly commandOf: (commandId: string) => string,
    private readonly overtakeMs: number,
  ) {}

  /**
   * @param text of a message that has arrived
   * @param end where it goes
   */
  receive(text: string, end: PipeEnd): void {
    this.inbox = this.inbox.then(() => this.pass('receive', text, end)).catch(() => undefined);
  }

  /**
   * @param text of a message that is to be sent
   * @param end where it goes
   */
  send(text: string, end: PipeEnd): void {
    this.outbox = this.outbox.then(() => this.pass('send', text, end)).catch(() => undefined);
  }

  private async pass(direction: 'receive' | 'send', text: string, end: PipeEnd): Promise<void> {
    await this.trouble.awake(this.life);
    // What a dead connection still had is lost with it.
    if (!end.isOpen()) return;
    const nuisance = this.trouble.decide(this.occasionOf(direction, text));
    await this.trouble.strike(nuisance, 'before', this.life, this.victim);
    this.life.check();
    if (nuisance?.kind === 'reorder') {
      this.hold(direction, { text, end });
      return;
    }
    for (const copy of copiesOf(text, nuisance)) if (end.isOpen()) end.deliver(copy);
    this.release(direction);
    await this.trouble.strike(nuisance, 'after', this.life, this.victim);
  }

  private hold(direction: string, held: Held): void {
    this.release(direction);
    this.overtaken.set(direction, held);
    this.life.background(async () => {
      await this.life.wait(this.overtakeMs);
      if (this.overtaken.get(direction) === held) this.release(direction);
    });
  }

  private release(direction: string): void {
    const held = this.overtaken.get(direction);
    this.overtaken.delete(direction);
    if (held?.end.isOpen() === true) held.end.deliver(held.text);
  }

  private occasionOf(direction: 'receive' | 'send', text: string): Occasion {
    const message = shallow(text);
    const commandId = typeof message['command_id'] === 'string' ? message['command_id'] : '';
    const named = typeof message['command'] === 'string' ? message['command'] : this.commandOf(commandId);
    return { moment: `${direction}:${String(message['type'])}`, command: named, commandId };
  }
}

function copiesOf(text: string, nuisance: Nuisance | undefined): readonly string[] {
  switch (nuisance?.kind) {
    case 'drop':
      return [];
    case 'duplicate':
      return [text, text];
    case 'garble':
      return [text.slice(0, Math.ceil(text.length / 2))];
    case 'oversize':
      return [`${text.slice(0, -1)},"padding":"${'x'.repeat(MAX_MESSAGE_BYTES)}"}`];
    default:
      return [text];
  }
}

function shallow(text: string): Readonly<Record<string, unknown>> {
  try {
    const message: unknown = JSON.parse(text);
    return isRecord(message) ? message : {};
  } catch {
    return {};
  }
}
