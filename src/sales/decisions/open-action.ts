/** A pending action while it is decided: its row, locked. */
export interface OpenAction {
  readonly id: number;
  readonly code: string;
  readonly jobId: number | null;
  readonly accountId: number | null;
  readonly productId: number | null;
  readonly listingId: number | null;
  readonly choices: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
}
