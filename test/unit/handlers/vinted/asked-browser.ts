import type { StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { PluginQuestions } from '../../../../src/handlers/plugin/plugin-questions.ts';
import type { PluginQuestion } from '../../../../src/plugin/commands/plugin-commands.ts';
import type { PluginAnswer } from '../../../../src/plugin/plugin-call.ts';
import type { ErrorKind } from '../../../../src/plugin/protocol/vocabulary.ts';
import { aJob, aProduct } from './product.ts';

type Payload = Readonly<Record<string, unknown>>;
type Replies = Readonly<Record<string, (payload: Payload) => object>>;

/** A failure as a browser tells it. */
export class Fails {
  constructor(readonly kind: ErrorKind) {}
}

/** A browser that answers each command by a function, and remembers what it was asked. */
export function browserOf(replies: Replies): {
  readonly questions: PluginQuestions;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const read = ({ command, payload }: PluginQuestion): Promise<PluginAnswer> => {
    asked.push(`${command.replace('vinted.', '')} ${Object.values(payload)[0] as string}`.trim());
    const reply = replies[command]?.(payload) ?? { user_id: '81234567' };
    if (!(reply instanceof Fails)) return Promise.resolve({ status: 'done', data: { ...reply } });
    return Promise.resolve({ status: 'failed', error: { kind: reply.kind, message: 'no' }, http: null });
  };
  return { questions: new PluginQuestions({ read }, 'Vinted'), asked };
}

/** A step of a job on a whole account. */
export function accountStep(): StepContext {
  return {
    ...aJob(aProduct()),
    product: null,
    results: {},
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
  };
}
