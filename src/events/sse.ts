import type { EventData, EventName } from './dto/event-classes.ts';

/** Milliseconds after which a reader that lost its stream is asked to come again. */
export const RETRY_MS = 1000;

/** Media type of a stream of server-sent events. */
export const EVENT_STREAM = 'text/event-stream';

/** One event, before it has a place in a stream: its name, and data of the class that belongs to the name. */
export type ServerEvent = {
  readonly [Name in EventName]: { readonly event: Name; readonly data: EventData<Name> };
}[EventName];

/** What `id` and `Last-Event-ID` look like: milliseconds since 1970. */
export const POSITION = /^[1-9]\d{12}$/;

/**
 * Writes events in the format of the HTML standard. The moment goes with the last of them: a reader that got only some
 * of them comes back to the moment before and gets all again.
 * @param events in order
 * @param position the moment up to which nothing is missing then; undefined where something is
 * @returns the text; data never contain a line break, since JSON escapes them
 */
export function eventFrames(events: readonly ServerEvent[], position: number | undefined): string {
  return events
    .map(({ event, data }, index) => {
      const id = position !== undefined && index === events.length - 1 ? `id: ${position}\n` : '';
      return `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    })
    .join('');
}

/**
 * Says that the stream is alive, and nothing else.
 * @param position the moment up to which nothing is missing; undefined where something is
 * @returns a comment; with an id, which readers keep although no event comes of it
 */
export function aliveFrame(position: number | undefined): string {
  return position === undefined ? ': alive\n\n' : `: alive\nid: ${position}\n\n`;
}

/**
 * Reads where a reader wants to continue.
 * @param header `Last-Event-ID`
 * @returns milliseconds since 1970; undefined where it is no id of such a stream
 */
export function positionOf(header: string): number | undefined {
  return POSITION.test(header) ? Number(header) : undefined;
}
