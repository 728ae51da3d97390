import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API_FAULTS, BROWSER_FAULTS } from './fault-columns.ts';
import type { Transport } from './fault-columns.ts';

/** What the kit found of one handler and one kind of fault. */
export interface Cell {
  readonly transport: Transport;
  /** `ebay publish` */
  readonly handler: string;
  readonly fault: string;
  readonly passed: number;
  /** Fault points that were tried. */
  readonly total: number;
  /** Fault points there are; more than `total` where a sample was taken. */
  readonly points: number;
  /** Why there is nothing to try. */
  readonly notApplicable?: string;
}

/** The folder in which the test files of one run leave their cells for the reporter. */
function folder(): string {
  return join(tmpdir(), `stoflow-conformance-${process.env['STOFLOW_TEST_RUN'] ?? process.pid}`);
}

/**
 * Leaves cells for the end of the run. jest runs test files in processes of their own, so a file carries them.
 * @param name of the test file
 * @param cells what it found
 */
export function leaveCells(name: string, cells: readonly Cell[]): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), `${name}.json`), JSON.stringify(cells));
}

/** @returns the cells that the test files of this run left, which are gone then; none where the kit did not run */
export function takeCells(): readonly Cell[] {
  let names: string[];
  try {
    names = readdirSync(folder());
  } catch {
    return [];
  }
  const cells = names
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder(), name), 'utf8')) as readonly Cell[]);
  rmSync(folder(), { recursive: true });
  return cells;
}

/**
 * @param cells every cell
 * @returns the matrix, one table a transport, with the reasons of what is not applicable; nothing without cells
 */
export function matrixLines(cells: readonly Cell[]): readonly string[] {
  if (cells.length === 0) return [];
  const tried = cells.reduce((sum, { total }) => sum + total, 0);
  const passed = cells.reduce((sum, cell) => sum + cell.passed, 0);
  return [
    '',
    `handlers under faults: ${passed} of ${tried} passed; passed/tried, a point = one call or one step`,
    ...table('api', API_FAULTS, cells),
    ...table('browser', BROWSER_FAULTS, cells),
    ...reasons(cells),
  ];
}

function table(transport: Transport, faults: readonly string[], all: readonly Cell[]): readonly string[] {
  const cells = all.filter((cell) => cell.transport === transport);
  const handlers = [...new Set(cells.map(({ handler }) => handler))];
  if (handlers.length === 0) return [];
  const widths = faults.map((fault) => Math.max(fault.length, 7));
  const first = Math.max(...handlers.map(({ length }) => length));
  const line = (name: string, texts: readonly string[]): string =>
    [name.padEnd(first), ...texts.map((text, place) => text.padStart(widths[place] ?? 0))].join('  ');
  return [
    '',
    line('', faults),
    ...handlers.map((handler) =>
      line(
        handler,
        faults.map((fault) => text(cells.find((cell) => cell.handler === handler && cell.fault === fault))),
      ),
    ),
  ];
}

function text(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (cell.notApplicable !== undefined) return 'n/a';
  return `${cell.passed}/${cell.total}${cell.points > cell.total ? '*' : ''}`;
}

function reasons(cells: readonly Cell[]): readonly string[] {
  const without = cells.filter((cell) => cell.notApplicable !== undefined);
  const sampled = cells.filter(({ points, total }) => points > total);
  return [
    ...without.map(({ handler, fault, notApplicable }) => `n/a  ${handler}, ${fault}: ${notApplicable}`),
    ...(sampled.length === 0
      ? []
      : [
          `*  a seeded sample of ${sum(sampled, 'points')} points; all of them: npm run test:conformance -- --long`,
        ]),
  ];
}

function sum(cells: readonly Cell[], key: 'points' | 'total'): number {
  return cells.reduce((total, cell) => total + cell[key], 0);
}
