/** What has to be read for one or several readers. */
export interface Wanted {
  readonly jobs: Set<number>;
  readonly batches: Set<number>;
  accounts: boolean;
}

/** @returns nothing wanted yet */
export function nothingWanted(): Wanted {
  return { jobs: new Set(), batches: new Set(), accounts: false };
}
