import { Signal } from '../common/signal.ts';

/** One attempt to deliver a message. */
export interface WebhookAttempt {
  /** `taken` by a 2xx; `refused` by any other answer, or `unanswered`. */
  readonly outcome: 'taken' | 'refused' | 'unanswered';
}

/** A message was sent, or could not be. */
export const WEBHOOK_ATTEMPTED = new Signal<WebhookAttempt>('webhook:attempted');
