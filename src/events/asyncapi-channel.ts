import type { ChannelDescription } from '../common/asyncapi/asyncapi-document.ts';
import { jsonSchemas, schemaReference } from '../common/openapi/json-schema.ts';
import { EVENT_CLASSES } from './dto/event-classes.ts';
import type { EventName } from './dto/event-classes.ts';
import { POSITION, RETRY_MS } from './sse.ts';

const SUMMARIES: Readonly<Record<EventName, string>> = {
  ready: 'The first event: from here on nothing is missed.',
  batch: 'A batch or jobs of it have changed.',
  job: 'A job that belongs to no batch has changed.',
  accounts: 'What holds accounts, or how they stand in browsers, has changed; once after `ready`.',
  reset: 'The stream cannot continue from where it was: fetch again what is shown.',
  end: 'The last event, and why.',
};

const ID = {
  type: 'string',
  pattern: POSITION.source,
  description: 'a moment: to be sent as `Last-Event-ID` to continue from here; not with every event',
};

/**
 * @param schemas of the OpenAPI document, by name: the classes of the events are described there
 * @param bearer name of the security scheme
 * @returns the stream of events, described from the classes that its events are made of
 */
export function eventsChannel(schemas: Readonly<Record<string, object>>, bearer: string): ChannelDescription {
  const classes = Object.entries(EVENT_CLASSES) as [EventName, { readonly name: string }][];
  return {
    name: 'events',
    protocol: 'http',
    channel: {
      address: '/api/events',
      title: 'The stream of events',
      description: `Server-sent events, in words in events_api.md. A reader that has lost its stream comes again after ${RETRY_MS} ms with the header Last-Event-ID.`,
    },
    messages: Object.fromEntries(
      classes.map(([event, type]) => [
        event,
        {
          summary: SUMMARIES[event],
          headers: {
            type: 'object',
            description: 'the other fields of the event',
            properties: { event: { const: event }, id: ID },
            required: ['event'],
          },
          payload: schemaReference(type.name),
        },
      ]),
    ),
    operations: {
      tellReader: {
        operation: {
          action: 'send',
          summary: 'What changes for a tenant.',
          security: [{ $ref: `#/components/securitySchemes/${bearer}` }],
          bindings: { http: { method: 'GET', bindingVersion: '0.3.0' } },
        },
        messages: classes.map(([event]) => event),
      },
    },
    schemas: jsonSchemas(
      schemas,
      classes.map(([, type]) => type.name),
    ),
  };
}
