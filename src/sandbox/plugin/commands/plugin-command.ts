import type { AccountRef } from '../../../plugin/protocol/account.ts';
import type { Life } from '../life.ts';
import type { Outcome } from '../outcome.ts';
import type { VintedTab } from '../vinted/vinted-tab.ts';

/** What a command may use while it acts. */
export interface CommandContext {
  readonly account: Readonly<AccountRef>;
  /** The tab in whose session it acts. */
  readonly tab: VintedTab;
  readonly life: Life;
  /**
   * Lets trouble happen.
   * @param name of the moment
   * @returns once it has happened
   */
  moment(name: string): Promise<void>;
  /**
   * The account is to rest.
   * @param ms how long, undefined where the marketplace did not say
   */
  rest(ms: number | undefined): void;
  /**
   * @param path of a picture, relative to the StoFlow server it is connected to
   * @returns its bytes, undefined when it cannot be had
   */
  fetchPicture(path: string): Promise<Buffer | undefined>;
}

/** One of the plugin's closed list of commands. */
export interface PluginCommand {
  readonly name: string;
  readonly version: number;
  /**
   * @param payload as the server sent it
   * @param context what it may use
   * @returns how it ended
   */
  execute(payload: Readonly<Record<string, unknown>>, context: CommandContext): Promise<Outcome>;
}
