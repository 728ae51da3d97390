/** How large lots become, and how many are under way. */
export interface LotLimits {
  /** Most items of one lot. */
  readonly most: number;
  /** Lots of one key under way at once. */
  readonly atOnce: number;
}

/** For reads that requests of one key share: each is read after it was asked for, and sees all that was committed before. */
export const SHARED_READS: LotLimits = { most: 64, atOnce: 2 };

interface Waiting<I, R> {
  readonly item: I;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
}

interface Queue<I, R> {
  waiting: Waiting<I, R>[];
  underWay: number;
  due: boolean;
}

/**
 * Group commit: items that come in at the same time, or while others of their key are under way, travel together.
 * Nobody waits for company: a lot leaves as soon as everything that is ready at this moment has been handed in.
 */
export class Lots<K, I, R> {
  private readonly queues = new Map<K, Queue<I, R>>();

  /**
   * @param carry takes a lot of one key and answers one result per item, in order
   * @param limits of the lots
   * @param isUndone whether an error means that nothing of the lot was done. The items of such a lot are carried
   *   again one by one, so that a bad one fails alone; after any other error all of them fail
   */
  constructor(
    private readonly carry: (key: K, items: readonly I[]) => Promise<readonly R[]>,
    private readonly limits: LotLimits,
    private readonly isUndone: (error: unknown) => boolean = () => false,
  ) {}

  /**
   * Hands in an item.
   * @param key what it may travel with
   * @param item the item
   * @returns its result, once its lot was carried
   */
  add(key: K, item: I): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      let queue = this.queues.get(key);
      if (queue === undefined) {
        queue = { waiting: [], underWay: 0, due: false };
        this.queues.set(key, queue);
      }
      queue.waiting.push({ item, resolve, reject });
      this.schedule(key, queue);
    });
  }

  private schedule(key: K, queue: Queue<I, R>): void {
    if (queue.due || queue.underWay >= this.limits.atOnce || queue.waiting.length === 0) return;
    queue.due = true;
    // After whatever else is ready to run now: results of one lot arrive together, and what follows them joins the next.
    setImmediate(() => {
      queue.due = false;
      void this.send(key, queue);
    });
  }

  private async send(key: K, queue: Queue<I, R>): Promise<void> {
    const lot = queue.waiting.splice(0, this.limits.most);
    queue.underWay += 1;
    this.schedule(key, queue);
    await this.settle(key, lot);
    queue.underWay -= 1;
    this.schedule(key, queue);
    if (queue.underWay === 0 && !queue.due) this.queues.delete(key);
  }

  private async settle(key: K, lot: readonly Waiting<I, R>[]): Promise<void> {
    try {
      const results = await this.carry(
        key,
        lot.map(({ item }) => item),
      );
      lot.forEach(({ resolve }, index) => {
        resolve(results[index] as R);
      });
    } catch (error: unknown) {
      if (lot.length > 1 && this.isUndone(error)) {
        for (const each of lot) await this.settle(key, [each]);
      } else {
        for (const { reject } of lot) reject(error);
      }
    }
  }
}
