/** What a stand-in plugin counts about itself, over all its lives. */
export class PluginCounters {
  private readonly runs = new Map<string, Map<string, number>>();
  /** Connections that were lost or cut, by whomever. */
  socketDrops = 0;
  /** Results that were sent again. */
  resultsRepeated = 0;
  /** Connections that were welcomed. */
  welcomes = 0;

  /**
   * @param command its type
   * @param commandId of the command that begins to act
   */
  executed(command: string, commandId: string): void {
    const ids = this.runs.get(command) ?? new Map<string, number>();
    this.runs.set(command, ids.set(commandId, (ids.get(commandId) ?? 0) + 1));
  }

  /** @returns everything, for tests and for the control interface */
  snapshot(): PluginCounts {
    const executed = Object.fromEntries(
      [...this.runs].map(([command, ids]) => [command, Object.fromEntries(ids)]),
    );
    const runs = Object.values(executed).flatMap((ids) => Object.values(ids));
    return {
      executed,
      executed_twice: runs.reduce((extra, times) => extra + times - 1, 0),
      socket_drops: this.socketDrops,
      results_repeated: this.resultsRepeated,
      welcomes: this.welcomes,
    };
  }
}

/** What a stand-in plugin has counted. */
export interface PluginCounts {
  /** Times a command began to act, by its type, then by its id. */
  readonly executed: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Σ over command ids of the times it acted − 1. */
  readonly executed_twice: number;
  readonly socket_drops: number;
  readonly results_repeated: number;
  readonly welcomes: number;
}
