import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './program.ts';

/**
 * @param args what follows the command's words
 * @param options which options take a value or are flags
 * @param positionals how many words without a dash the command takes
 * @returns values by option, and the words
 * @throws {UsageError} for anything else
 */
export function parseOptions<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
  positionals = 0,
): ReturnType<typeof parseArgs<{ args: string[]; options: T; strict: true; allowPositionals: true }>> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error: unknown) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (parsed.positionals.length !== positionals) {
    throw new UsageError(`expected ${positionals} words and got ${parsed.positionals.length}`);
  }
  return parsed;
}

/**
 * @param text what was typed
 * @param name what it is, for the message
 * @returns a positive integer
 * @throws {UsageError} for anything else
 */
export function parseId(text: string | undefined, name: string): number {
  const id = Number(text);
  if (!/^[1-9]\d*$/.test(text ?? '') || !Number.isSafeInteger(id)) {
    throw new UsageError(`${name} must be a positive integer`);
  }
  return id;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * @param text such as `90s`, `30m`, `12h` or `7d`
 * @returns seconds
 * @throws {UsageError} for anything else
 */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? [];
  const seconds = UNITS[unit ?? ''];
  if (seconds === undefined) throw new UsageError('a duration is a number with s, m, h or d, such as 12h');
  return Number(amount) * seconds;
}
