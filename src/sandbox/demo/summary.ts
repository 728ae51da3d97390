import { FAULT_WORDS } from './markets/fault-words.ts';
import type { Line } from './screen.ts';
import type { Tally } from './tally.ts';
import { listedTwice } from './verdict.ts';
import type { Findings } from './verdict.ts';

type Count = Exclude<
  { [Key in keyof Tally]: Tally[Key] extends number ? Key : never }[keyof Tally],
  undefined
>;

const COLUMNS: readonly (readonly [heading: string, of: (tally: Tally) => number])[] = [
  ['jobs', ({ jobs }) => jobs],
  ['completed', ({ completed }) => completed],
  ['refused', ({ expectedRefusals }) => expectedRefusals],
  ['failed', ({ unexpected }) => unexpected.length],
  ['tasks', ({ tasks }) => tasks],
  ['retries', ({ retries }) => retries],
  ['looked up', ({ reconciled }) => reconciled],
];
const NAME_WIDTH = 28;

/**
 * @param findings the run
 * @returns the tables a person reads at the end
 */
export function summaryLines(findings: Findings): readonly Line[] {
  const { tallies, markets, bought } = findings;
  const titleOf = new Map(markets.map(({ spec }) => [spec.name, spec.title]));
  const totals = COLUMNS.map(([, of]) => tallies.reduce((sum, tally) => sum + of(tally), 0));
  const twice = listedTwice(findings);
  const drafts = markets.reduce((sum, { orphanDrafts }) => sum + orphanDrafts, 0);
  return [
    [''],
    heading(
      'What StoFlow says',
      COLUMNS.map(([name]) => name),
    ),
    ...tallies.map((tally) =>
      row(
        `${tally.seller.profile.name}, ${titleOf.get(tally.marketplace) ?? tally.marketplace}`,
        COLUMNS.map(([, of]) => of(tally)),
      ),
    ),
    row('together', totals),
    ...tallies.flatMap(refusalLines),
    [''],
    heading('What the stand-ins count', ['live', 'twice', 'orphans', 'faults']),
    ...markets.map(({ spec, live, listedTwice: double, orphanDrafts, faults }) =>
      row(spec.title, [live.length, double, orphanDrafts, sumOf(faults)]),
    ),
    ...faultLines(findings),
    ...(bought === undefined ? [] : [fact('sold meanwhile', `1 (${bought}, while its publication hung)`)]),
    fact('connections browsers lost', `${socketDrops(findings)}`),
    fact('listed twice', `${twice}`, twice === 0),
    fact('orphaned drafts', `${drafts}`, drafts === 0),
    [''],
  ];
}

/**
 * @param findings the run
 * @param seconds how long it took
 * @returns the object `--json` ends with
 */
export function summaryJson(findings: Findings, seconds: number): Record<string, unknown> {
  const { tallies, markets, bought } = findings;
  const sum = (count: Count): number => tallies.reduce((total, tally) => total + tally[count], 0);
  return {
    batches: new Set(tallies.map(({ seller }) => seller)).size,
    jobs: sum('jobs'),
    completed: sum('completed'),
    failed: tallies.reduce((total, { unexpected }) => total + unexpected.length, 0),
    expected_refusals: sum('expectedRefusals'),
    tasks: sum('tasks'),
    retries: sum('retries'),
    reconciled: sum('reconciled'),
    faults: faultTotal(findings),
    socket_drops: socketDrops(findings),
    listings: Object.fromEntries(markets.map(({ spec, live }) => [spec.name, live.length])),
    sold_meanwhile: bought === undefined ? 0 : 1,
    listed_twice: listedTwice(findings),
    orphan_drafts: markets.reduce((total, { orphanDrafts }) => total + orphanDrafts, 0),
    seconds: Number(seconds.toFixed(1)),
  };
}

function refusalLines({ seller, refusal }: Tally): readonly Line[] {
  return refusal === undefined
    ? []
    : [['  refused as it should be: ', [seller.flawedSku, 'cyan'], `: ${refusal}`]];
}

function faultLines(findings: Findings): readonly Line[] {
  const counts = new Map<string, number>();
  const add = (kind: string, count: number): void => void counts.set(kind, (counts.get(kind) ?? 0) + count);
  for (const { faults } of findings.markets) {
    for (const [kind, struck] of Object.entries(faults)) add(kind, sumOf({ [kind]: struck }));
  }
  for (const { faults } of findings.browsers) {
    for (const [kind, count] of Object.entries(faults)) add(kind, count);
  }
  return [
    fact('faults injected', `${faultTotal(findings)}`),
    ...[...counts].map(([kind, count]): Line => [
      [`${String(count).padStart(8)}  ${FAULT_WORDS[kind] ?? kind}`, 'dim'],
    ]),
  ];
}

function faultTotal({ markets, browsers }: Findings): number {
  const ofBrowsers = browsers.flatMap(({ faults }) => Object.values(faults));
  return markets.reduce((sum, { faults }) => sum + sumOf(faults), 0) + ofBrowsers.reduce((a, b) => a + b, 0);
}

function socketDrops({ browsers }: Findings): number {
  return browsers.reduce((sum, { socketDrops: drops }) => sum + drops, 0);
}

function sumOf(faults: Readonly<Record<string, Readonly<Record<string, number>>>>): number {
  return Object.values(faults)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
}

function heading(text: string, columns: readonly string[]): Line {
  return [
    [text.padEnd(NAME_WIDTH), 'bold'],
    [columns.map(cell).join(''), 'dim'],
  ];
}

function row(name: string, counts: readonly number[]): Line {
  return [`  ${name}`.padEnd(NAME_WIDTH), counts.map(cell).join('')];
}

function fact(name: string, value: string, good?: boolean): Line {
  if (good === undefined) return [`  ${name}`.padEnd(NAME_WIDTH), value];
  return [`  ${name}`.padEnd(NAME_WIDTH), [value, good ? 'green' : 'red']];
}

function cell(value: string | number): string {
  return String(value).padStart(11);
}
