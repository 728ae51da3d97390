/** One piece of work at a time for one account. */
export class AccountQueues {
  private readonly ends = new Map<string, Promise<void>>();

  /**
   * @param userId of an account
   * @param work what to do when everything before it is done
   */
  add(userId: string, work: () => Promise<void>): void {
    const before = this.ends.get(userId) ?? Promise.resolve();
    const end = before.then(work).catch((error: unknown) => console.error('StoFlow:', error));
    this.ends.set(userId, end);
  }
}
