import { Signal } from '../signal.ts';

/** How long something of the database took, seen from here. */
export interface DatabaseWork {
  /** A commit; or a statement on its own, its commit included. */
  readonly what: 'commit' | 'statement';
  readonly seconds: number;
}

/** A commit was acknowledged, or a statement on its own was answered. */
export const DATABASE_WORKED = new Signal<DatabaseWork>('database:worked');
