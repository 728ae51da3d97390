/** The server's clock, as far as its messages show it: deadlines are meant by it, and a seller's computer may be wrong. */
export class ServerClock {
  private ahead = 0;

  /** @param serverTime what a `welcome` or a `ping` carried */
  heard(serverTime: string): void {
    this.ahead = Date.parse(serverTime) - Date.now();
  }

  /**
   * @param deadline by the server's clock
   * @returns the same moment by the computer's clock, milliseconds since the epoch
   */
  here(deadline: string): number {
    return Date.parse(deadline) - this.ahead;
  }
}
