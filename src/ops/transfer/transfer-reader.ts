import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Told } from '../../common/told.ts';
import { FORMAT, FORMAT_VERSION, SHARED_TABLES, TENANT_TABLES, TransferRefusedError } from './format.ts';
import type { TransferEnd, TransferHeader } from './format.ts';

/** Rows of one table that follow each other in the file, as the database's own JSON text. */
export interface TransferLot {
  readonly table: string;
  readonly rows: readonly string[];
}

const TABLES = [...TENANT_TABLES.map(([table]) => table), ...SHARED_TABLES.map(([table]) => table)];

/** Rows in memory at once. */
const LOT = 500;
const ROW = /^\{"table":"([a-z_]+)","row":(\{.*\})\}$/;

/** Reads a file line by line, and finds out whether it is whole. */
export class TransferReader {
  private readonly lines: AsyncIterator<string>;
  private readonly hash = createHash('sha256');
  private rows = 0;

  /**
   * @param input the file
   * @param told after each lot that was taken, with the place of its table in the file
   */
  constructor(
    input: Readable,
    private readonly told: Told = () => undefined,
  ) {
    this.lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  }

  /**
   * @returns the first line
   * @throws {TransferRefusedError} when it is no such file, or of a version that is not known here
   */
  async header(): Promise<TransferHeader> {
    const line = await this.next();
    const header = line === undefined ? undefined : parse(line);
    if (header?.['format'] !== FORMAT) {
      throw new TransferRefusedError('not_a_tenant', 'This is no export of a tenant.');
    }
    if (header['version'] !== FORMAT_VERSION) {
      throw new TransferRefusedError(
        'version_unknown',
        `The file has version ${String(header['version'])} of the format and this program reads ${FORMAT_VERSION}.`,
      );
    }
    this.hash.update(`${line ?? ''}\n`);
    return header as unknown as TransferHeader;
  }

  /**
   * Reads what follows the header.
   * @yields rows of one table
   * @throws {TransferRefusedError} `transfer.not_whole` when lines are missing or were altered
   */
  async *lots(): AsyncGenerator<TransferLot> {
    let table = '';
    let rows: string[] = [];
    for (let line = await this.next(); line !== undefined; line = await this.next()) {
      const [, name, row] = ROW.exec(line) ?? [];
      if (name === undefined || row === undefined) {
        if (rows.length > 0) yield this.lot(table, rows);
        this.assertEnd(line);
        return;
      }
      this.hash.update(`${line}\n`);
      this.rows += 1;
      if (rows.length > 0 && (name !== table || rows.length === LOT)) {
        yield this.lot(table, rows);
        rows = [];
      }
      table = name;
      rows.push(row);
    }
    throw new TransferRefusedError('not_whole', 'The file breaks off before its end.');
  }

  private lot(table: string, rows: readonly string[]): TransferLot {
    this.told(TABLES.indexOf(table), TABLES.length, `${this.rows} rows`);
    return { table, rows };
  }

  private assertEnd(line: string): void {
    const end = parse(line) as Partial<TransferEnd> | undefined;
    if (end?.end !== true || end.rows !== this.rows || end.sha256 !== this.hash.digest('hex')) {
      throw new TransferRefusedError('not_whole', 'Lines of the file are missing or were altered.');
    }
  }

  private async next(): Promise<string | undefined> {
    const next = await this.lines.next();
    return next.done === true ? undefined : next.value;
  }
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
