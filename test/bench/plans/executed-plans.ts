import type { MikroORM } from '@mikro-orm/postgresql';

/** A statement, how often it was executed, and how. */
export interface ExecutedPlan {
  readonly text: string;
  readonly times: number;
  readonly milliseconds: number;
  /** The plan of its last execution, with the rows and buffers that it met. */
  readonly plan: string;
}

/** Settings of a server that tells every connection, by notice, how each of its statements was executed. */
export const EXPLAINING: Readonly<Record<string, string>> = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_level': 'notice',
  'auto_explain.log_parameter_max_length': '0',
};

/** Duration, text, and the plan, which begins with the first line that has a cost. */
const MESSAGE = /^duration: ([\d.]+) ms {2}plan:\nQuery Text: ([\s\S]*?)\n(\S[^\n]* {2}\(cost=[\s\S]*)$/;

interface Notifying {
  on(event: 'notice', listener: (notice: { readonly message?: string | undefined }) => void): unknown;
}

/** Gathers the plans of everything that an application executes on such a server. */
export class ExecutedPlans {
  private readonly found = new Map<string, ExecutedPlan>();

  /**
   * Begins to listen.
   * @param orm whose connections
   * @returns the plans from now on
   */
  static async of(orm: MikroORM): Promise<ExecutedPlans> {
    const plans = new ExecutedPlans();
    const pool = await orm.em.getDriver().getConnection().getNativeClient();
    const known = new WeakSet<object>();
    pool.on('acquire', (client) => {
      if (known.has(client)) return;
      known.add(client);
      plans.listen(client);
    });
    return plans;
  }

  /** Forgets what there was. */
  clear(): void {
    this.found.clear();
  }

  /** @returns what was executed, what took longest first */
  list(): readonly ExecutedPlan[] {
    return [...this.found.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  }

  private listen(client: Notifying): void {
    client.on('notice', ({ message }) => {
      const [, milliseconds, text, plan] = MESSAGE.exec(message ?? '') ?? [];
      if (milliseconds === undefined || text === undefined || plan === undefined) return;
      const before = this.found.get(text);
      this.found.set(text, {
        text,
        plan,
        times: (before?.times ?? 0) + 1,
        milliseconds: (before?.milliseconds ?? 0) + Number(milliseconds),
      });
    });
  }
}
