import type { Outgoing } from './connection/server-link.ts';
import type { PluginCounters } from './counters.ts';
import type { CommandJournal } from './journal/command-journal.ts';
import type { JournaledResult } from './journal/journal-entry.ts';
import type { Life } from './life.ts';

/** Sends results, and sends them again until they are acknowledged. */
export class ResultPost {
  private readonly said = new Set<string>();

  /**
   * @param journal knows which results are settled
   * @param counters counts repeats
   * @param repeatMs time between two of them
   * @param send sends a message, or loses it
   */
  constructor(
    private readonly journal: CommandJournal,
    private readonly counters: PluginCounters,
    private readonly repeatMs: number,
    private readonly send: (message: Outgoing) => boolean,
  ) {}

  /** @param result that somebody is to be told */
  say(result: JournaledResult): void {
    if (!this.send({ type: 'result', ...result })) return;
    if (this.said.has(result.command_id)) this.counters.resultsRepeated += 1;
    this.said.add(result.command_id);
  }

  /**
   * Repeats what was not acknowledged, for as long as the worker lives.
   * @param life of the worker
   */
  async repeat(life: Life): Promise<void> {
    for (;;) {
      await life.wait(this.repeatMs);
      for (const { result } of this.journal.unsettled()) if (result !== undefined) this.say(result);
    }
  }
}
