import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** As much of an AsyncAPI document as is needed to find its messages. */
export interface MessagesDocument {
  readonly channels: Readonly<Record<string, { readonly messages: Readonly<Record<string, unknown>> }>>;
  readonly components: { readonly messages: Readonly<Record<string, unknown>> };
}

/** Compares messages with an AsyncAPI document. */
export class MessageValidators {
  private readonly ajv = new Ajv({ strict: false });

  /** @param document that describes the messages */
  constructor(private readonly document: MessagesDocument) {
    formats.default(this.ajv);
    this.ajv.addSchema(document, 'document');
  }

  /** @returns the names of a channel's messages */
  names(channel: string): string[] {
    return Object.keys(this.document.channels[channel]?.messages ?? {});
  }

  /** @returns the schema of a message's payload, compiled */
  of(channel: string, message: string): ValidateFunction {
    return this.ajv.compile({ $ref: `document#/components/messages/${channel}.${message}/payload` });
  }

  /** @returns what is wrong with messages, by the name of the message; nothing where all is right */
  wrong(channel: string, messages: readonly (readonly [name: string, payload: unknown])[]): string[] {
    const validators = new Map(
      [...new Set(messages.map(([name]) => name))].map((name) => [name, this.of(channel, name)]),
    );
    return messages.flatMap(([name, payload]) => {
      const validate = validators.get(name);
      if (validate?.(payload) === true) return [];
      return [`${name}: ${this.ajv.errorsText(validate?.errors)}: ${JSON.stringify(payload).slice(0, 400)}`];
    });
  }
}
