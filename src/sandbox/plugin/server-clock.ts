/** The server's clock as far as the plugin knows it: its own, and the difference the server's messages show. */
export class ServerClock {
  private offsetMs = 0;

  /** @param now the computer's clock, milliseconds since the epoch */
  constructor(private readonly now: () => number) {}

  /** @param serverTime what a `welcome` or a `ping` carried */
  heard(serverTime: string): void {
    this.offsetMs = Date.parse(serverTime) - this.now();
  }

  /**
   * @param deadline by the server's clock
   * @returns whether it is over
   */
  isOver(deadline: string): boolean {
    return this.now() + this.offsetMs > Date.parse(deadline);
  }

  /** @returns the computer's time, as a result carries it */
  observedAt(): string {
    return new Date(this.now()).toISOString();
  }
}
