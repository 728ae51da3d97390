const ACTIONS: Readonly<Record<string, string>> = {
  publish: 'Publish',
  update: 'Update',
  delete: 'Delist',
  relist: 'Relist',
  sync: 'Sync listings',
  sync_orders: 'Read orders',
  import: 'Import listings',
  check_connection: 'Check connection',
};

/**
 * @param text anything
 * @returns it with a capital at its beginning
 */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * @param text what somebody else wrote, such as a marketplace
 * @returns it as a sentence
 */
export function asSentence(text: string): string {
  return `${capital(text.trim())}${/[.!?…]$/.test(text.trim()) ? '' : '.'}`;
}

/**
 * @param text with `_` between its words
 * @returns the words, the first with a capital
 */
export function spaced(text: string): string {
  return capital(text.replaceAll('_', ' ').replaceAll('.', ': '));
}

/**
 * @param code an action's code
 * @returns what a person calls it
 */
export function actionName(code: string): string {
  return ACTIONS[code] ?? spaced(code);
}

/**
 * @param count how many
 * @param one the word for one of them
 * @param many the word for several; with an s by default
 * @returns both, as in "3 jobs"
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
