import type { Admission } from './admission.ts';

/** A connection that was let in as far as the door. */
export class Seat {
  private isStranger = true;
  private isTaken = true;

  /**
   * @param admission who counts it
   * @param address where the connection comes from
   */
  constructor(
    private readonly admission: Admission,
    readonly address: string,
  ) {}

  /** Whoever sits there has said who it is. */
  known(): void {
    if (this.isStranger) this.admission.noStranger(this.address);
    this.isStranger = false;
  }

  /** The connection has ended. */
  leave(): void {
    this.known();
    if (this.isTaken) this.admission.left();
    this.isTaken = false;
  }
}
