import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';
import type { ActionType } from '../../ledger/action-catalogue.ts';
import type { BaseJobHandler } from '../contract/base-job-handler.ts';
import type { MarketplaceAdapter } from '../contract/marketplace-adapter.ts';

/** A handler as it was discovered. */
export interface FoundHandler {
  readonly marketplace: Marketplace;
  readonly action: ActionCode;
  readonly name: string;
  readonly handler: BaseJobHandler;
}

/**
 * Compares what was discovered with the catalogue.
 * @param catalogue every row
 * @param handlers every handler
 * @param adapters every adapter
 * @returns one sentence per disagreement; none when all fits
 */
export function registryProblems(
  catalogue: readonly Pick<ActionType, 'marketplace' | 'code'>[],
  handlers: readonly FoundHandler[],
  adapters: readonly Pick<MarketplaceAdapter, 'marketplace' | 'unsupported'>[],
): readonly string[] {
  const nameOf = (row: { marketplace: Marketplace; code: ActionCode }): string =>
    `${row.marketplace}/${row.code}`;
  const rows = new Set(catalogue.map(nameOf));
  const served = handlers.map(({ marketplace, action }) => `${marketplace}/${action}`);
  const declined = adapters.flatMap(({ marketplace, unsupported }) =>
    Object.keys(unsupported).map((code) => `${marketplace}/${code}`),
  );
  const answered = [...served, ...declined];
  const marketplaces = adapters.map((adapter) => adapter.marketplace);
  return [
    ...repeated(answered).map((key) => `${key}: more than one handler (or declared unsupported as well)`),
    ...repeated(marketplaces).map((name) => `${name}: more than one adapter`),
    ...[...rows]
      .filter((key) => !answered.includes(key))
      .map((key) => `${key}: in the catalogue, without a handler`),
    ...answered
      .filter((key) => !rows.has(key))
      .map((key) => `${key}: a handler without a row in the catalogue`),
    ...[...new Set(catalogue.map((row) => row.marketplace))]
      .filter((name) => !marketplaces.includes(name))
      .map((name) => `${name}: in the catalogue, without an adapter`),
  ];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
