import type { Line } from './screen.ts';
import type { BatchView } from './watch-batch.ts';

const BAR_CELLS = 24;
const NAME_WIDTH = 18;
const SKU_WIDTH = 12;

/** Names of marketplaces as people write them. */
const MARKETPLACES: Readonly<Record<string, string>> = { ebay: 'eBay', etsy: 'Etsy', vinted: 'Vinted' };

/** What jobs wait for, after "3 jobs wait …". */
const REASONS: Readonly<Record<string, string>> = {
  turn: 'for their turn',
  lane_full: 'until a running one ends',
  backoff: 'a moment after a passing error',
  rate: 'because the marketplace asked for a pause',
  reconciling: 'to look up whether a call took effect',
  product_busy: 'for another job of the same product',
  precondition: 'for the seller',
  schedule: 'for their time',
};

/**
 * @param batches how far the batches have come
 * @param elapsedMs since they were submitted
 * @returns the lines of a terminal
 */
export function progressLines(batches: readonly BatchView[], elapsedMs: number): readonly Line[] {
  return [[''], ...batches.flatMap(batchLines), [[`  ${seconds(elapsedMs)} s`, 'dim']]];
}

/**
 * @param batches how far the batches have come
 * @param elapsedMs since they were submitted
 * @returns one line for a log
 */
export function progressText(batches: readonly BatchView[], elapsedMs: number): string {
  const parts = batches.map((batch) => {
    const { counts, running, seller } = batch;
    const hand = running.slice(0, 2).map(({ sku, doing }) => `${sku}: ${doing}`);
    const waits = waitingText(batch, 1);
    return [
      `${seller.profile.name} ${ended(batch)} of ${counts.total} on ${marketplaceName(batch)}`,
      ...(hand.length > 0 ? [`[${hand.join('; ')}]`] : []),
      ...(waits === '' ? [] : [waits]),
    ].join(' ');
  });
  return `${seconds(elapsedMs).padStart(6)} s  ${parts.join(' | ')}`;
}

function batchLines(batch: BatchView): readonly Line[] {
  const { counts, running, seller } = batch;
  const share = counts.total === 0 ? 1 : ended(batch) / counts.total;
  const filled = Math.floor(share * BAR_CELLS);
  const waits = waitingText(batch, 0);
  return [
    [
      '  ',
      [seller.profile.name.padEnd(NAME_WIDTH), 'bold'],
      ` ${marketplaceName(batch).padEnd(6)} `,
      ['█'.repeat(filled), 'green'],
      ['░'.repeat(BAR_CELLS - filled), 'dim'],
      ` ${ended(batch)} of ${counts.total}`,
      ...(counts.failed > 0 ? [[`, ${counts.failed} of them refused`, 'yellow'] as const] : []),
    ],
    ...running.map(({ sku, doing }): Line => ['      ', [sku.padEnd(SKU_WIDTH), 'cyan'], doing]),
    ...(waits === '' ? [] : [[[`      ${waits}`, 'dim']] satisfies Line]),
  ];
}

function waitingText({ waiting }: BatchView, least: number): string {
  const reasons = [...waiting].filter(
    ([reason]) => least === 0 || (reason !== 'turn' && reason !== 'lane_full'),
  );
  if (reasons.length === 0) return '';
  const parts = reasons.map(([reason, count]) => `${count} ${REASONS[reason] ?? `for ${reason}`}`);
  return `waiting: ${parts.join(', ')}`;
}

function ended({ counts }: BatchView): number {
  return counts.total - counts.pending - counts.processing;
}

function marketplaceName({ marketplace }: BatchView): string {
  return MARKETPLACES[marketplace] ?? marketplace;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
