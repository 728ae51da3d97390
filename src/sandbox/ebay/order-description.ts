import type { JsonObject, StoredOrder, StoredOrderLine } from './ebay-records.ts';

/** Every order of the stand-in is made by the same buyer. */
const BUYER_ADDRESS = {
  addressLine1: '2 rue des Essais',
  city: 'Lyon',
  postalCode: '69001',
  countryCode: 'FR',
};
const DAY_MS = 86_400_000;

/**
 * Shows an order as `GET order` does.
 *
 * @param order the order
 * @param seller the seller's name
 * @returns the answer's object
 */
export function describeOrder(order: StoredOrder, seller: string): JsonObject {
  const currency = order.lines[0]?.currency ?? 'EUR';
  const total = amount(
    order.lines.reduce((sum, line) => sum + line.priceCents * line.quantity, 0),
    currency,
  );
  return {
    orderId: order.orderId,
    creationDate: iso(order.createdAt),
    lastModifiedDate: iso(order.modifiedAt),
    orderFulfillmentStatus: 'NOT_STARTED',
    orderPaymentStatus: order.isPaid ? 'PAID' : 'PENDING',
    sellerId: seller,
    buyer: {
      username: 'camille_essai',
      taxAddress: { city: BUYER_ADDRESS.city, postalCode: BUYER_ADDRESS.postalCode, countryCode: 'FR' },
      buyerRegistrationAddress: { fullName: 'Camille Essai', contactAddress: BUYER_ADDRESS },
    },
    pricingSummary: { priceSubtotal: total, deliveryCost: amount(0, currency), total },
    cancelStatus: {
      cancelState: order.cancelledAt === undefined ? 'NONE_REQUESTED' : 'CANCELED',
      // The list of orders never fills it, only the single order does.
      cancelRequests: [],
      ...(order.cancelledAt === undefined ? {} : { cancelledDate: iso(order.cancelledAt) }),
    },
    paymentSummary: {
      totalDueSeller: total,
      refunds: [],
      payments: [{ paymentMethod: 'EBAY', amount: total, paymentStatus: order.isPaid ? 'PAID' : 'PENDING' }],
    },
    fulfillmentStartInstructions: [
      {
        fulfillmentInstructionsType: 'SHIP_TO',
        ebaySupportedFulfillment: false,
        shippingStep: {
          shippingCarrierCode: 'Colissimo',
          shippingServiceCode: 'FR_ColiPoste',
          shipTo: { fullName: 'Camille Essai', contactAddress: BUYER_ADDRESS },
        },
      },
    ],
    fulfillmentHrefs: [],
    totalFeeBasisAmount: total,
    lineItems: order.lines.map((line) => describeLine(line, order.createdAt)),
  };
}

function describeLine(line: StoredOrderLine, soldAt: number): JsonObject {
  const cost = amount(line.priceCents * line.quantity, line.currency);
  return {
    lineItemId: line.lineItemId,
    legacyItemId: line.listingId,
    sku: line.sku,
    title: line.title,
    quantity: line.quantity,
    soldFormat: 'FIXED_PRICE',
    listingMarketplaceId: line.marketplaceId,
    purchaseMarketplaceId: line.marketplaceId,
    lineItemCost: cost,
    total: cost,
    deliveryCost: { shippingCost: amount(0, line.currency) },
    lineItemFulfillmentStatus: 'NOT_STARTED',
    lineItemFulfillmentInstructions: {
      guaranteedDelivery: false,
      minEstimatedDeliveryDate: iso(soldAt + 3 * DAY_MS),
      maxEstimatedDeliveryDate: iso(soldAt + 5 * DAY_MS),
    },
    appliedPromotions: [],
    taxes: [],
    refunds: [],
    properties: { buyerProtection: true },
  };
}

function amount(cents: number, currency: string): JsonObject {
  // eBay drops zeros at the end: 45.00 is sent as 45.0.
  const text = (cents / 100).toFixed(2);
  return { value: text.endsWith('0') ? text.slice(0, -1) : text, currency };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
