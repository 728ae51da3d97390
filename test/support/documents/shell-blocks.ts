import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fences } from './markdown.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Ends what a block prints; no program prints it. */
const END = '\u001e';
/** The address at which the program answers unless it is told another. */
const USUAL_ADDRESS = /http:\/\/127\.0\.0\.1:3000/g;

/** A block that a reader would paste into a shell, and the answer's head that is shown after it. */
export interface ShellBlock {
  readonly line: number;
  readonly text: string;
  /** Lines of the head, where one is shown. */
  readonly head: readonly string[];
}

/** Languages that mean a shell. */
export const SHELLS = ['sh', 'bash'];

/**
 * @param text of a document
 * @returns the blocks that can be run, in order
 */
export function shellBlocks(text: string): readonly ShellBlock[] {
  const all = fences(text);
  return all.flatMap(({ language, info, line, body }, index) => {
    if (!SHELLS.includes(language) || info.startsWith('no-run:')) return [];
    const next = all[index + 1];
    return [{ line, text: body, head: next?.language === 'http' ? next.body.split('\n') : [] }];
  });
}

/**
 * Runs blocks as one person would, one after the other in one shell; a request that is refused ends it.
 * @param blocks of one document
 * @param url where the application answers
 * @param env variables of the shell
 * @returns what each block printed
 */
export async function runBlocks(
  blocks: readonly ShellBlock[],
  url: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const script = [
    'set -euo pipefail',
    'curl() { command curl --fail-with-body "$@"; }',
    ...blocks.flatMap(({ text }) => [text.replace(USUAL_ADDRESS, url), `printf '${END}'`]),
  ].join('\n');
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: ROOT,
    env: { ...process.env, ...env },
  });
  return stdout.split(END).slice(0, -1);
}

/**
 * @param block which was run
 * @param printed what it printed, the head of the answer first
 * @returns lines of the shown head that the answer does not have; numbers and cursors may differ
 */
export function missingFromHead({ head }: ShellBlock, printed: string): readonly string[] {
  const alike = (line: string): string =>
    line
      .trim()
      .replace(/cursor=[^&>]*/, 'cursor=x')
      .replace(/(?<==)\d+/g, 'n')
      .toLowerCase();
  const lines = printed.split('\n').map(alike);
  return head.filter((line) => !lines.includes(alike(line)));
}
