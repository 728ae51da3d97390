import { REST_OVER } from './accounts/rests.ts';
import { Plugin } from './plugin.ts';
import { pace } from './storage.ts';

// The browser ends this worker after half a minute without an event, and starts it again for the next one, which it only
// does for listeners that were there when the script had run: so they are all here, at the top, and wait for the rest.

const WAKE = 'wake';

/** What the extension's own pages and scripts tell the worker. */
export type Told =
  | { readonly tell: 'page_opened' }
  | { readonly tell: 'pair'; readonly server: string; readonly code: string }
  | { readonly tell: 'stop'; readonly user_id: string; readonly stopped: boolean };

const plugin = Plugin.start();
const report = (error: unknown): void => console.error('StoFlow:', error);
const then = (work: (started: Plugin) => Promise<void>): void => void plugin.then(work).catch(report);

chrome.alarms.onAlarm.addListener(({ name }) =>
  then((started) => (name === REST_OVER ? started.restOver() : started.wake())),
);
chrome.tabs.onRemoved.addListener(() => then((started) => started.tabsChanged()));
chrome.runtime.onStartup.addListener(() => then((started) => started.wake()));
chrome.runtime.onMessage.addListener((message) => {
  const told = message as Told;
  then((started) => {
    switch (told.tell) {
      case 'page_opened':
        return started.tabsChanged();
      case 'pair':
        return started.pair(told.server, told.code);
      case 'stop':
        return started.stop(told.user_id, told.stopped);
    }
  });
  return undefined;
});

// Not only when the extension is installed: an alarm may be lost when the browser is updated.
void pace()
  .then(({ wake_minutes: periodInMinutes }) => chrome.alarms.create(WAKE, { periodInMinutes }))
  .catch(report);
