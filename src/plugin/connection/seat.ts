/** Who counts connections. */
export interface SeatCount {
  /**
   * One of an address has said who it is, or has gone before that.
   * @param address where it came from
   */
  noStranger(address: string): void;
  /** A connection has ended. */
  left(): void;
}

/** A connection that was let in as far as the door. */
export class Seat {
  private isStranger = true;
  private isTaken = true;

  /**
   * @param count who counts it
   * @param address where the connection comes from
   */
  constructor(
    private readonly count: SeatCount,
    readonly address: string,
  ) {}

  /** Whoever sits there has said who it is. */
  known(): void {
    if (this.isStranger) this.count.noStranger(this.address);
    this.isStranger = false;
  }

  /** The connection has ended. */
  leave(): void {
    this.known();
    if (this.isTaken) this.count.left();
    this.isTaken = false;
  }
}
