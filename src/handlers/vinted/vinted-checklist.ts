import { DomainError } from '../../domain/errors.ts';
import type { AccountSnapshot } from '../../domain/snapshots.ts';
import type { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import type { ChecklistItem } from '../contract/marketplace-adapter.ts';
import type { Asker, PluginQuestions } from '../plugin/plugin-questions.ts';
import { StepFailedError } from '../plugin/step-failed.error.ts';
import { VINTED_CAPABILITIES } from './commands/all-commands.ts';
import { SESSION_READ } from './commands/session-read.ts';
import { WARDROBE_LIST } from './commands/wardrobe-list.ts';
import { readVintedSettings } from './vinted-account-settings.ts';
import { VINTED_SITES } from './vinted-sites.ts';

type Presence = Awaited<ReturnType<PluginCommands['presence']>>;

/**
 * Checks an account's preconditions: what the seller's browsers say, who is logged in, and one harmless look at the
 * wardrobe.
 * @param questions the way to the browser
 * @param presence how the account stands in the seller's browsers
 * @param asker for whom
 * @returns one item per precondition
 * @throws {DomainError} of kind `unavailable` when the browser cannot be asked now
 */
export async function vintedChecklist(
  questions: PluginQuestions,
  presence: Presence,
  asker: Asker,
): Promise<readonly ChecklistItem[]> {
  const items = [...settingsItems(asker.account), pairedItem(presence), onlineItem(presence)];
  if (!presence.online) return items;
  items.push(loginItem(presence), challengeItem(presence));
  return presence.state === 'ready' ? [...items, await extensionItem(questions, presence, asker)] : items;
}

function settingsItems({ settings }: AccountSnapshot): readonly ChecklistItem[] {
  const reading = readVintedSettings(settings);
  if (reading.ok) return [item('site', true, `Items go to ${reading.settings.site}.`)];
  return [
    {
      ...item('site', false, reading.fields.map(({ message }) => message).join(' ')),
      setting: 'site',
      choices: Object.keys(VINTED_SITES).map((site) => ({ id: site, name: site })),
    },
  ];
}

function pairedItem({ devices }: Presence): ChecklistItem {
  return devices > 0
    ? item('browser_paired', true, 'A browser is paired with StoFlow.')
    : item('browser_paired', false, 'Install the StoFlow extension in your browser and pair it.');
}

function onlineItem({ online }: Presence): ChecklistItem {
  return online
    ? item('browser_online', true, 'A browser with the StoFlow extension is connected.')
    : item('browser_online', false, 'Open the browser that has the StoFlow extension.');
}

function loginItem({ state }: Presence): ChecklistItem {
  switch (state) {
    case 'ready':
    case 'challenge':
      return item('login', true, 'The browser is logged in to this account.');
    case 'no_tab':
      return item('login', false, 'Open a tab of Vinted in your browser.');
    case 'paused':
      return item('login', false, 'You have stopped this account in the extension: let it go on there.');
    default:
      return item('login', false, 'Open Vinted in your browser and log in to this account.');
  }
}

function challengeItem({ state }: Presence): ChecklistItem {
  return state === 'challenge'
    ? item('no_challenge', false, 'Vinted wants to see a person: solve what it asks in your browser.')
    : item('no_challenge', true, 'Vinted asks for nothing.');
}

/** Presence is what the browser said last: what it cannot do stands there, and a look at the wardrobe shows that commands do work. */
async function extensionItem(
  questions: PluginQuestions,
  { pluginVersion, capabilities }: Presence,
  asker: Asker,
): Promise<ChecklistItem> {
  const version = pluginVersion === null ? '' : ` ${pluginVersion}`;
  const lacking = VINTED_CAPABILITIES.filter((command) => capabilities?.includes(command) !== true);
  if (lacking.length > 0) {
    return item(
      'commands',
      false,
      `The extension${version} is too old for ${lacking.length} of the things StoFlow asks of it: update it.`,
    );
  }
  try {
    await questions.ask(asker, SESSION_READ, {});
    await questions.ask(asker, WARDROBE_LIST, { page: 1, per_page: 1, order: 'newest_first' });
    return item('commands', true, `The extension${version} does what StoFlow asks.`);
  } catch (error: unknown) {
    if (!(error instanceof StepFailedError)) throw error;
    const { kind, code, message, actor = 'seller' } = error.outcome;
    if (kind === 'retry' && actor !== 'seller') throw new DomainError(code, 'unavailable', message);
    return { code: 'commands', ok: false, message, actor };
  }
}

function item(code: string, ok: boolean, message: string): ChecklistItem {
  return ok ? { code, ok, message } : { code, ok, message, actor: 'seller' };
}
