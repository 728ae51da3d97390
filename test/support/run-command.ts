import { Readable } from 'node:stream';
import type { Program } from '../../src/cli/program.ts';
import { runCli } from '../../src/cli/run.ts';
import { MIGRATIONS } from '../../src/mikro-orm.config.ts';

/** What a command printed, and how it ended. */
export interface CommandRun {
  readonly code: number;
  readonly lines: readonly string[];
  readonly err: string;
}

/**
 * Runs a command of the command line that describes nothing, unless it is told how.
 * @param env its environment
 * @param line what is typed after the program's name
 * @param input lines of its standard input
 * @param more what else it is given
 * @returns what it printed
 */
export async function runCommand(
  env: Readonly<Record<string, string>>,
  line: string,
  input: readonly string[] = [],
  more: Partial<Program> = {},
): Promise<CommandRun> {
  const lines: string[] = [];
  const err: string[] = [];
  const none = (): Promise<never> => Promise.reject(new Error('this command describes nothing'));
  const program: Program = {
    env,
    migrations: MIGRATIONS,
    describeApi: none,
    describeMessages: none,
    describeHandlers: none,
    errorBook: none,
    write: (text) => Promise.resolve(void lines.push(text)),
    input: Readable.from(input.map((text) => `${text}\n`)),
    print: (text) => void lines.push(text),
    note: (text) => void err.push(text),
    ...more,
  };
  const code = await runCli(program, line.split(' '));
  return { code, lines, err: err.join('\n') };
}
