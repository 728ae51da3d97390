import { describe, expect, it } from '@jest/globals';
import { ebayOrderOf } from '../../../../src/handlers/ebay/account/ebay-order.ts';

const ORDER = {
  orderId: '12-1-1',
  creationDate: '2026-03-01T10:00:00.000Z',
  orderPaymentStatus: 'PAID',
  cancelStatus: { cancelState: 'NONE_REQUESTED' },
  lineItems: [{ lineItemId: '101', legacyItemId: '11', quantity: 1 }],
};

function stateOf(change: Readonly<Record<string, unknown>>): string | undefined {
  const reading = ebayOrderOf({ ...ORDER, ...change });
  return reading.ok ? reading.order.state : undefined;
}

describe('the state of an order on eBay', () => {
  it.each([
    ['PAID', 'paid'],
    ['PARTIALLY_REFUNDED', 'paid'],
    ['FULLY_REFUNDED', 'paid'],
    ['PENDING', 'open'],
    ['FAILED', 'open'],
  ])('is, with a payment that is %s, %s', (orderPaymentStatus, state) => {
    expect(stateOf({ orderPaymentStatus })).toBe(state);
  });

  it('is paid where money is on its way back', () => {
    const paymentSummary = { refunds: [{ refundStatus: 'PENDING' }] };
    expect(stateOf({ orderPaymentStatus: 'PENDING', paymentSummary })).toBe('paid');
  });

  it('is cancelled only when it was called off, and not when somebody asked for it', () => {
    expect(stateOf({ cancelStatus: { cancelState: 'CANCELED' } })).toBe('cancelled');
    expect(stateOf({ cancelStatus: { cancelState: 'IN_PROGRESS' } })).toBe('paid');
    expect(stateOf({ cancelStatus: undefined })).toBe('paid');
  });

  it('does not depend on what a line may lack: its SKU, title and price', () => {
    const reading = ebayOrderOf(ORDER);
    expect(reading.ok && reading.order.lines).toEqual([
      { externalId: '101', listingIds: { listing_id: '11' }, quantity: 1 },
    ]);
  });
});
