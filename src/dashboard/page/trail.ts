/** What an entry of the browser's history has as its state. */
interface Mark {
  readonly step: number;
}

/** How the page itself goes somewhere. */
type OwnStep = 'push' | 'replace';

/**
 * Where in the browser's history this tab is. Browsers tell only afterwards that somebody went back, and not how far; each
 * entry is marked with its number, so that whoever did not want to leave is brought back.
 */
class Trail {
  #step = 0;
  /** What is shown, as the address has it. */
  #shown = '';
  #own: OwnStep | undefined;

  /** Marks the entry that the page was opened at, or goes on where it was loaded again. */
  begin(): void {
    const known = stepOf(history.state);
    this.#step = known ?? 0;
    this.#shown = location.hash;
    if (known === undefined) mark(0);
  }

  /**
   * Takes note that the page itself is about to go somewhere, of which nobody is asked.
   * @param how whether the present entry of the history is replaced
   */
  expect(how: OwnStep): void {
    this.#own = how;
  }

  /**
   * Follows a change of the address.
   * @param mayLeave asks whoever is here whether they want to leave
   * @returns whether the address is to be shown; false where it was taken back, or is being taken back
   */
  follow(mayLeave: () => boolean): boolean {
    const own = this.#own;
    this.#own = undefined;
    // Brought back. That may never come: somebody who goes on before it has goes somewhere else instead, and is asked again.
    if (own === undefined && location.hash === this.#shown) return false;
    const here = stepOf(history.state) ?? (own === 'replace' ? this.#step : this.#step + 1);
    if (own === undefined && !mayLeave()) {
      // An entry that lost its mark may look like this one, and 0 would load the page anew.
      history.go(this.#step - here || 1);
      return false;
    }
    this.#step = here;
    this.#shown = location.hash;
    mark(here);
    return true;
  }
}

function stepOf(state: unknown): number | undefined {
  const { step } = (state ?? {}) as Partial<Mark>;
  return typeof step === 'number' ? step : undefined;
}

function mark(step: number): void {
  history.replaceState({ step } satisfies Mark, '');
}

/** The trail of this tab. */
export const trail = new Trail();
