/** The browser of an account is not connected, or went while a command was under way. */
export class PluginGoneError extends Error {
  /**
   * @param sent whether the command may have reached the browser, so that it may be executed
   * @param reason a sentence for the seller
   */
  constructor(
    readonly sent: boolean,
    reason: string,
  ) {
    super(reason);
    this.name = new.target.name;
  }
}
