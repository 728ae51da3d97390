import { SCRIPTED } from './fault-plan.ts';
import type { CountedEffects } from './stand-in-client.ts';
import type { Tally } from './tally.ts';

/** What a run has come to: what the API says, and what the stand-in counts. */
export interface Findings {
  readonly tallies: readonly Tally[];
  readonly effects: CountedEffects;
  /** Products of each seller. */
  readonly products: number;
  readonly faults: boolean;
  /** SKU of the piece that was bought while its publication hung. */
  readonly bought: string | undefined;
}

/** Kinds of faults after which a call may have taken effect, and operations that must not be repeated blindly. */
const UNCLEAR = ['lose_answer', 'error_after', 'error_before', 'hang'];
const ONCE = ['createOffer', 'publishOffer'];

/**
 * Adds up what buyers could take twice: two live listings of one piece, and a sold piece that is listed again.
 * @param findings the run
 * @returns how many
 */
export function listedTwice({ effects, bought }: Findings): number {
  return effects.listedTwice + effects.live.filter(({ sku }) => sku === bought).length;
}

/**
 * Says what is wrong with a run.
 * @param findings the run
 * @returns sentences; none when everything ended as it should
 */
export function complaints(findings: Findings): readonly string[] {
  return [...jobComplaints(findings), ...effectComplaints(findings), ...faultComplaints(findings)];
}

function jobComplaints({ tallies, products }: Findings): readonly string[] {
  return tallies.flatMap(({ seller: { profile, flawedSku }, jobs, expectedRefusals, unexpected }) => [
    ...(jobs === products ? [] : [`${profile.name} asked for ${products} products and has ${jobs} jobs.`]),
    ...(expectedRefusals === 1 ? [] : [`${flawedSku} should have been refused before it was queued.`]),
    ...unexpected.map(({ sku, status, reason }) => `The job of ${sku} ended as ${status}: ${reason}`),
  ]);
}

function effectComplaints(findings: Findings): readonly string[] {
  const { effects, bought, tallies } = findings;
  const completed = tallies.reduce((sum, tally) => sum + tally.completed, 0);
  const expected = completed - (bought === undefined ? 0 : 1);
  const twice = listedTwice(findings);
  return [
    ...(effects.live.length === expected
      ? []
      : [`The stand-in shows ${effects.live.length} live listings, and ${expected} should be there.`]),
    ...(twice === 0 ? [] : [`${twice} listed twice${twiceWhy(findings)}.`]),
    ...(effects.orphanDrafts === 0 ? [] : [`${effects.orphanDrafts} drafts were left behind.`]),
  ];
}

function twiceWhy({ effects, bought }: Findings): string {
  return effects.live.some(({ sku }) => sku === bought)
    ? `: ${bought} was sold while its publication hung, and was then published once more`
    : '';
}

function faultComplaints({ effects, faults, bought, tallies }: Findings): readonly string[] {
  if (!faults) return [];
  const struck = (kind: string, operation: string): number => effects.faults[kind]?.[operation] ?? 0;
  const unclear = UNCLEAR.flatMap((kind) => ONCE.map((operation) => struck(kind, operation))).reduce(
    (sum, count) => sum + count,
    0,
  );
  const lookedUp = tallies.reduce((sum, { reconciled }) => sum + reconciled, 0);
  return [
    ...SCRIPTED.filter(({ fault, operation }) => struck(fault, operation) === 0).map(
      ({ fault, operation }) => `The scripted fault ${fault} of ${operation} never struck.`,
    ),
    ...(bought === undefined ? ['Nobody bought the piece whose publication hung.'] : []),
    ...(lookedUp >= unclear
      ? []
      : [`${unclear} calls that may create a listing had no clear answer, and ${lookedUp} were looked up.`]),
  ];
}
