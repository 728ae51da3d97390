import type { Line } from './screen.ts';
import type { BatchView, MarketView } from './watch-batch.ts';

const BAR_CELLS = 24;
const NAME_WIDTH = 7;
/** Jobs in hand that are shown of a marketplace, so that everything fits a window. */
const MOST_RUNNING = 2;
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
  plugin: 'for the browser',
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
  const parts = batches.map(({ seller, markets }) => {
    const shares = markets.map((market) => {
      const waits = waitingText(market, 1);
      const share = `${marketplaceName(market)} ${ended(market)} of ${market.counts.total}`;
      return waits === '' ? share : `${share} (${waits})`;
    });
    return `${seller.profile.name}: ${shares.join(', ')}`;
  });
  return `${seconds(elapsedMs).padStart(6)} s  ${parts.join(' | ')}`;
}

function batchLines({ seller, markets }: BatchView): readonly Line[] {
  return [[[`  ${seller.profile.name}`, 'bold']], ...markets.flatMap(marketLines)];
}

function marketLines(market: MarketView): readonly Line[] {
  const { counts, running } = market;
  const share = counts.total === 0 ? 1 : ended(market) / counts.total;
  const filled = Math.floor(share * BAR_CELLS);
  const waits = waitingText(market, 0);
  return [
    [
      `    ${marketplaceName(market).padEnd(NAME_WIDTH)} `,
      ['█'.repeat(filled), 'green'],
      ['░'.repeat(BAR_CELLS - filled), 'dim'],
      ` ${ended(market)} of ${counts.total}`,
      ...(counts.failed > 0 ? [[`, ${counts.failed} of them refused`, 'yellow'] as const] : []),
    ],
    ...running
      .slice(0, MOST_RUNNING)
      .map(({ sku, doing }): Line => ['      ', [sku.padEnd(SKU_WIDTH), 'cyan'], doing]),
    ...(waits === '' ? [] : [[[`      ${waits}`, 'dim']] satisfies Line]),
  ];
}

function waitingText({ waiting }: MarketView, least: number): string {
  const reasons = [...waiting].filter(
    ([reason]) => least === 0 || (reason !== 'turn' && reason !== 'lane_full'),
  );
  if (reasons.length === 0) return '';
  const parts = reasons.map(([reason, count]) => `${count} ${REASONS[reason] ?? `for ${reason}`}`);
  return `waiting: ${parts.join(', ')}`;
}

function ended({ counts }: MarketView): number {
  return counts.total - counts.pending - counts.processing;
}

function marketplaceName({ marketplace }: MarketView): string {
  return MARKETPLACES[marketplace] ?? marketplace;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
