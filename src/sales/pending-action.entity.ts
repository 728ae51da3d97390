import { defineEntity, p } from '@mikro-orm/core';

/** Whether somebody has decided. */
export const PENDING_ACTION_STATUSES = ['open', 'confirmed', 'dismissed'] as const;
/** One of {@link PENDING_ACTION_STATUSES}. */
export type PendingActionStatus = (typeof PENDING_ACTION_STATUSES)[number];

const PendingActionSchema = defineEntity({
  name: 'PendingAction',
  tableName: 'pending_actions',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    jobId: p.bigint('number').nullable(),
    accountId: p.bigint('number').nullable(),
    productId: p.bigint('number').nullable(),
    listingId: p.bigint('number').nullable(),
    code: p.text(),
    message: p.text(),
    details: p.json<Readonly<Record<string, unknown>>>(),
    subject: p.text().nullable(),
    choices: p.array(),
    status: p.enum(PENDING_ACTION_STATUSES),
    choice: p.text().nullable(),
    decidedBy: p.text().nullable(),
    decidedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Table `pending_actions`: what was inferred, and what a person decides about it. */
export class PendingAction extends PendingActionSchema.class {}
PendingActionSchema.setClass(PendingAction);
