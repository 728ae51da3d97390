import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { renameSync } from 'node:fs';
import { isRecord } from '../../control/control-body.ts';
import type { JournalLine } from './journal-entry.ts';

const EVENTS: readonly unknown[] = ['opened', 'received', 'started', 'held', 'released', 'ended', 'settled'];

/** The file behind a journal: one line a JSON object, only ever added to. */
export class JournalFile {
  private offset = 0;
  private inode = 0;

  /** @param path of the file; it need not exist */
  constructor(private readonly path: string) {}

  /** @param line written before this returns; the system may still lose it, the process cannot */
  append(line: JournalLine): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }

  /**
   * Reads what was added since the last call, also by another program with the same file.
   *
   * @returns the lines, and whether they are all there are because the file is another one now
   */
  readNew(): { readonly lines: readonly JournalLine[]; readonly afresh: boolean } {
    const stat = existsSync(this.path) ? statSync(this.path) : { size: 0, ino: 0 };
    const afresh = stat.ino !== this.inode || stat.size < this.offset;
    if (afresh) this.offset = 0;
    this.inode = stat.ino;
    const text = this.readFrom(this.offset, stat.size);
    // A line that was being written when somebody was killed has no end; it never counted.
    const complete = text.subarray(0, text.lastIndexOf('\n') + 1);
    this.offset += complete.byteLength;
    const lines = complete.toString('utf8').split('\n').map(parseLine);
    return { lines: lines.filter((line) => line !== undefined), afresh };
  }

  /** @param lines all that is kept */
  replace(lines: readonly JournalLine[]): void {
    const temporary = `${this.path}.new`;
    writeFileSync(temporary, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(temporary, this.path);
  }

  /** Deletes it. */
  remove(): void {
    rmSync(this.path, { force: true });
  }

  private readFrom(start: number, end: number): Buffer {
    if (end <= start) return Buffer.alloc(0);
    const buffer = Buffer.alloc(end - start);
    const file = openSync(this.path, 'r');
    try {
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.byteLength, start));
    } finally {
      closeSync(file);
    }
  }
}

function parseLine(text: string): JournalLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    if (!isRecord(line) || !EVENTS.includes(line['event']) || typeof line['at'] !== 'number')
      return undefined;
    const named = line['event'] === 'received' ? isRecord(line['command']) : typeof line['id'] === 'string';
    // The plugin wrote it itself, checked as the messages they are.
    return named ? (line as unknown as JournalLine) : undefined;
  } catch {
    return undefined;
  }
}
