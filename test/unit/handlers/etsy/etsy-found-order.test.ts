import { describe, expect, it } from '@jest/globals';
import { foundOrderOf } from '../../../../src/handlers/etsy/account/found-order.ts';

const TRANSACTION = {
  transaction_id: 41,
  listing_id: 7,
  sku: 'DRESS-1',
  title: 'Robe &amp; veste',
  quantity: 2,
  price: { amount: 4550, divisor: 100, currency_code: 'EUR' },
};
const RECEIPT = {
  receipt_id: 31,
  status: 'paid',
  is_paid: true,
  created_timestamp: 1_780_000_000,
  name: 'Camille',
  buyer_email: 'camille@example.org',
  transactions: [TRANSACTION],
};

describe('a receipt of Etsy', () => {
  it('is an order with a line for every transaction, and nothing about the buyer', () => {
    const second = { ...TRANSACTION, transaction_id: 42, listing_id: 8, sku: '', quantity: 1 };
    expect(foundOrderOf({ ...RECEIPT, transactions: [TRANSACTION, second] })).toEqual({
      externalId: '31',
      state: 'paid',
      soldAt: '2026-05-28T20:26:40.000Z',
      lines: [
        {
          externalId: '41',
          listingIds: { listing_id: '7' },
          sku: 'DRESS-1',
          title: 'Robe & veste',
          quantity: 2,
          price: '45.50',
          currency: 'EUR',
        },
        {
          externalId: '42',
          listingIds: { listing_id: '8' },
          title: 'Robe & veste',
          quantity: 1,
          price: '45.50',
          currency: 'EUR',
        },
      ],
    });
  });

  it.each([
    ['paid', true, 'paid'],
    ['completed', true, 'paid'],
    ['partially refunded', true, 'paid'],
    ['open', false, 'open'],
    ['payment processing', false, 'open'],
    ['canceled', false, 'cancelled'],
    ['canceled', true, 'cancelled'],
    ['Canceled', true, 'cancelled'],
    ['fully refunded', true, 'cancelled'],
    ['a word of next year', true, 'paid'],
    ['a word of next year', false, 'open'],
    ['completed', undefined, 'paid'],
    ['payment processing', undefined, 'open'],
  ])('that is %s, with is_paid %s, is %s', (status, is_paid, state) => {
    expect(foundOrderOf({ ...RECEIPT, status, is_paid })?.state).toBe(state);
  });

  it.each([null, 0])('knows no listing where Etsy names %s', (listing_id) => {
    const transactions = [{ ...TRANSACTION, listing_id }];
    expect(foundOrderOf({ ...RECEIPT, transactions })?.lines[0]?.listingIds).toEqual({});
  });

  it('sells nothing by a transaction without pieces', () => {
    expect(foundOrderOf({ ...RECEIPT, transactions: [{ ...TRANSACTION, quantity: 0 }] })?.lines).toEqual([]);
  });

  it.each([
    { receipt_id: null },
    { created_timestamp: 'now' },
    { status: null, is_paid: null },
    { transactions: undefined },
    { transactions: [null] },
    { transactions: [{ ...TRANSACTION, transaction_id: undefined }] },
    { transactions: [{ ...TRANSACTION, quantity: 'two' }] },
  ])('is none with %j', (change) => {
    expect(foundOrderOf({ ...RECEIPT, ...change })).toBeUndefined();
  });
});
