import { AccountsChanged, BatchChanged, JobChanged, StreamEnd, StreamReady, StreamReset } from './events.ts';

/** Classes of the data of events, by the event's name. */
export const EVENT_CLASSES = {
  ready: StreamReady,
  batch: BatchChanged,
  job: JobChanged,
  accounts: AccountsChanged,
  reset: StreamReset,
  end: StreamEnd,
} as const;

/** Name of an event. */
export type EventName = keyof typeof EVENT_CLASSES;

/** Data of the events of a name. */
export type EventData<Name extends EventName> = InstanceType<(typeof EVENT_CLASSES)[Name]>;
