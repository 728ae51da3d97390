import { FAULT_WORDS } from './fault-plan.ts';
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
const NAME_WIDTH = 20;

/**
 * @param findings the run
 * @returns the table a person reads at the end
 */
export function summaryLines(findings: Findings): readonly Line[] {
  const { tallies, effects, bought } = findings;
  const rows = tallies.map(
    (tally) => [tally.seller.profile.name, COLUMNS.map(([, of]) => of(tally))] as const,
  );
  const totals = COLUMNS.map(([, of]) => tallies.reduce((sum, tally) => sum + of(tally), 0));
  const twice = listedTwice(findings);
  return [
    [''],
    [
      ['What StoFlow says'.padEnd(NAME_WIDTH), 'bold'],
      [COLUMNS.map(([heading]) => cell(heading)).join(''), 'dim'],
    ],
    ...rows.map(([name, counts]): Line => [`  ${name}`.padEnd(NAME_WIDTH), counts.map(cell).join('')]),
    ['  together'.padEnd(NAME_WIDTH), totals.map(cell).join('')],
    ...tallies.flatMap(refusalLines),
    [''],
    [['What the stand-in for eBay counts', 'bold']],
    ...faultLines(findings),
    fact('live listings', `${effects.live.length}`),
    ...(bought === undefined ? [] : [fact('sold meanwhile', `1 (${bought}, while its publication hung)`)]),
    fact('listed twice', `${twice}`, twice === 0),
    fact('orphaned drafts', `${effects.orphanDrafts}`, effects.orphanDrafts === 0),
    [''],
  ];
}

/**
 * @param findings the run
 * @param seconds how long it took
 * @returns the object `--json` ends with
 */
export function summaryJson(findings: Findings, seconds: number): Record<string, unknown> {
  const { tallies, effects, bought } = findings;
  const sum = (count: Count): number => tallies.reduce((total, tally) => total + tally[count], 0);
  return {
    batches: tallies.length,
    jobs: sum('jobs'),
    completed: sum('completed'),
    failed: tallies.reduce((total, { unexpected }) => total + unexpected.length, 0),
    expected_refusals: sum('expectedRefusals'),
    tasks: sum('tasks'),
    retries: sum('retries'),
    reconciled: sum('reconciled'),
    faults: faultTotal(findings),
    listings: { ebay: effects.live.length },
    sold_meanwhile: bought === undefined ? 0 : 1,
    listed_twice: listedTwice(findings),
    orphan_drafts: effects.orphanDrafts,
    seconds: Number(seconds.toFixed(1)),
  };
}

function refusalLines({ seller, refusal }: Tally): readonly Line[] {
  return refusal === undefined
    ? []
    : [['  refused as it should be: ', [seller.flawedSku, 'cyan'], `: ${refusal}`]];
}

function faultLines(findings: Findings): readonly Line[] {
  const { faults } = findings.effects;
  const kinds = Object.entries(faults).map(
    ([kind, counts]) => [kind, Object.values(counts).reduce((sum, count) => sum + count, 0)] as const,
  );
  return [
    fact('faults injected', `${faultTotal(findings)}`),
    ...kinds.map(([kind, count]): Line => [
      [`${String(count).padStart(8)}  ${FAULT_WORDS[kind] ?? kind}`, 'dim'],
    ]),
  ];
}

function faultTotal({ effects }: Findings): number {
  return Object.values(effects.faults)
    .flatMap((counts) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0);
}

function fact(name: string, value: string, good?: boolean): Line {
  if (good === undefined) return [`  ${name}`.padEnd(NAME_WIDTH), value];
  return [`  ${name}`.padEnd(NAME_WIDTH), [value, good ? 'green' : 'red']];
}

function cell(value: string | number): string {
  return String(value).padStart(11);
}
