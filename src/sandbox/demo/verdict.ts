import type { CountedEffects, MarketSpec } from './markets/market.ts';
import type { BrowserEffects } from './demo-browsers.ts';
import type { Tally } from './tally.ts';

/** What one marketplace's stand-in counts. */
export interface MarketFindings extends CountedEffects {
  readonly spec: MarketSpec;
}

/** What a run has come to: what the API says, and what the stand-ins count. */
export interface Findings {
  readonly tallies: readonly Tally[];
  readonly markets: readonly MarketFindings[];
  readonly browsers: readonly BrowserEffects[];
  /** Products of each seller. */
  readonly products: number;
  readonly faults: boolean;
  /** SKU of the piece that was bought while its publication hung. */
  readonly bought: string | undefined;
}

/** Kinds of faults after which a call may have taken effect. */
const UNCLEAR = ['lose_answer', 'error_after', 'error_before', 'empty_answer', 'hang'];
/** Connections that every browser is to lose in a run with faults. */
const FEWEST_DROPS = 2;
/** Where the buyer is. */
const BUYER_AT = 'ebay';

/**
 * Adds up what buyers could take twice: two live listings of one piece, and a sold piece that is listed again.
 * @param findings the run
 * @returns how many
 */
export function listedTwice({ markets, bought }: Findings): number {
  return markets.reduce((sum, market) => sum + market.listedTwice + liveAgain(market, bought), 0);
}

/**
 * Says what is wrong with a run.
 * @param findings the run
 * @returns sentences; none when everything ended as it should
 */
export function complaints(findings: Findings): readonly string[] {
  return [
    ...findings.tallies.flatMap((tally) => jobComplaints(tally, findings)),
    ...findings.markets.flatMap((market) => effectComplaints(market, findings)),
    ...(findings.faults ? faultComplaints(findings) : []),
  ];
}

function jobComplaints(tally: Tally, { products }: Findings): readonly string[] {
  const { seller, marketplace, jobs, expectedRefusals, unexpected } = tally;
  const { profile, flawedSku } = seller;
  const refusals = marketplace === 'etsy' ? 1 : 0;
  return [
    ...(jobs === products
      ? []
      : [`${profile.name} asked for ${products} products on ${marketplace} and has ${jobs} jobs.`]),
    ...(expectedRefusals === refusals
      ? []
      : [`${flawedSku} should have been refused by ${marketplace} before it was queued.`]),
    ...unexpected.map(
      ({ sku, status, reason }) => `The job of ${sku} on ${marketplace} ended as ${status}: ${reason}`,
    ),
  ];
}

function effectComplaints(market: MarketFindings, { tallies, bought }: Findings): readonly string[] {
  const { spec, live, listedTwice: double, orphanDrafts } = market;
  const completed = tallies
    .filter(({ marketplace }) => marketplace === spec.name)
    .reduce((sum, tally) => sum + tally.completed, 0);
  const expected = completed - (spec.name === BUYER_AT && bought !== undefined ? 1 : 0);
  const again = liveAgain(market, bought);
  const why =
    again > 0 ? `: ${bought} was sold while its publication hung, and was then published once more` : '';
  return [
    ...(live.length === expected
      ? []
      : [
          `The stand-in for ${spec.title} shows ${live.length} live listings, and ${expected} should be there.`,
        ]),
    ...(double + again === 0 ? [] : [`${double + again} listed twice on ${spec.title}${why}.`]),
    ...(orphanDrafts === 0 ? [] : [`${orphanDrafts} drafts were left behind on ${spec.title}.`]),
  ];
}

function liveAgain({ spec, live }: MarketFindings, bought: string | undefined): number {
  return spec.name === BUYER_AT ? live.filter(({ sku }) => sku === bought).length : 0;
}

function faultComplaints({ markets, browsers, bought, tallies }: Findings): readonly string[] {
  return [
    ...markets.flatMap((market) => marketFaultComplaints(market, tallies)),
    ...browsers
      .filter(({ socketDrops }) => socketDrops < FEWEST_DROPS)
      .map(
        ({ name, socketDrops }) => `The browser of ${name} lost its connection only ${socketDrops} times.`,
      ),
    ...browsers
      .filter(({ executedTwice }) => executedTwice > 0)
      .map(({ name, executedTwice }) => `The browser of ${name} executed ${executedTwice} commands twice.`),
    ...(bought === undefined ? ['Nobody bought the piece whose publication hung.'] : []),
  ];
}

function marketFaultComplaints(
  { spec, faults }: MarketFindings,
  tallies: readonly Tally[],
): readonly string[] {
  const struck = (kind: string, operation: string): number => faults[kind]?.[operation] ?? 0;
  const unclear = UNCLEAR.flatMap((kind) => spec.once.map((operation) => struck(kind, operation))).reduce(
    (sum, count) => sum + count,
    0,
  );
  const lookedUp = tallies
    .filter(({ marketplace }) => marketplace === spec.name)
    .reduce((sum, { reconciled }) => sum + reconciled, 0);
  return [
    ...spec.scripted
      .filter(({ fault, operation }) => struck(fault, operation) === 0)
      .map(
        ({ fault, operation }) =>
          `The scripted fault ${fault} of ${operation} on ${spec.title} never struck.`,
      ),
    ...(lookedUp >= unclear
      ? []
      : [
          `${unclear} calls on ${spec.title} that may create a listing had no clear answer, and ${lookedUp} were looked up.`,
        ]),
  ];
}
