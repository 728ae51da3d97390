/** What an endpoint can ask to hear of. */
export const WEBHOOK_EVENTS = ['batch.ended', 'job.ended'] as const;
/** One of {@link WEBHOOK_EVENTS}. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Whether an endpoint is sent anything. */
export const ENDPOINT_STATUSES = ['enabled', 'disabled'] as const;
/** One of {@link ENDPOINT_STATUSES}. */
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

/** How far a delivery has come. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
/** One of {@link DELIVERY_STATUSES}. */
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];
