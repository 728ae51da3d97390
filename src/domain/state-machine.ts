import { IllegalTransitionError } from './errors.ts';

/** For each status, the statuses it may move to. */
export type TransitionTable<S extends string> = Readonly<Record<S, readonly S[]>>;

/** The legal moves of one kind of thing, as data with a tiny engine. */
export class StateMachine<S extends string> {
  /**
   * @param thing what moves, as errors name it (`job`)
   * @param table every status with the statuses it may move to
   */
  constructor(
    readonly thing: string,
    readonly table: TransitionTable<S>,
  ) {}

  /**
   * Tells whether a move is legal.
   * @param from the present status
   * @param to the wanted status
   * @returns true when the table has that move
   */
  allows(from: S, to: S): boolean {
    return this.table[from].includes(to);
  }

  /**
   * Makes a move, or refuses it.
   * @param from the present status
   * @param to the wanted status
   * @returns the wanted status
   * @throws {IllegalTransitionError} when the table has no such move
   */
  transition(from: S, to: S): S {
    if (!this.allows(from, to)) throw new IllegalTransitionError(this.thing, from, to);
    return to;
  }

  /**
   * Lists the statuses from which a status can be reached. SQL statements that change a status take their
   * `status = any(…)` guard from here, so the table and the statements cannot drift apart.
   * @param to the wanted status
   * @returns the statuses that may move to it
   */
  sourcesOf(to: S): readonly S[] {
    return (Object.keys(this.table) as S[]).filter((from) => this.allows(from, to));
  }
}
