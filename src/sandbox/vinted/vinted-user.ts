import { OperationCounter } from '../control/operation-counter.ts';
import { ParallelWrites } from './parallel-writes.ts';
import type { StoredDraft, StoredItem, StoredOrder, StoredPhoto } from './vinted-records.ts';

/** Form in which Vinted's guard asks for a human. */
export type ChallengeForm = 'html' | 'json';

/** Everything one member has on Vinted. */
export class VintedUser {
  readonly id: number;
  readonly login: string;
  readonly currency: string;
  readonly items = new Map<number, StoredItem>();
  readonly drafts = new Map<number, StoredDraft>();
  readonly photos = new Map<number, StoredPhoto>();
  readonly orders: StoredOrder[] = [];
  readonly calls = new OperationCounter();
  readonly writes = new ParallelWrites();
  /** When the last writes were made, milliseconds since the epoch. */
  readonly writeTimes: number[] = [];
  /** Set while only a human gets on. */
  challenge: ChallengeForm | undefined;

  /**
   * @param id Vinted's number
   * @param login name that others see
   * @param currency of the country the member sells in
   */
  constructor(id: number, login: string, currency: string) {
    this.id = id;
    this.login = login;
    this.currency = currency;
  }

  /** @returns items that buyers can buy */
  liveItems(): readonly StoredItem[] {
    return [...this.items.values()].filter((item) => item.closedBy === null);
  }

  /** @returns numbers of the photos that an item has, deleted and sold ones included */
  assignedPhotos(): ReadonlySet<number> {
    return new Set([...this.items.values()].flatMap((item) => item.photos));
  }
}
