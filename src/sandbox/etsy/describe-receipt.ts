import type { StoredReceipt, StoredTransaction } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import { moneyOf } from './money.ts';

/** Every sale of the stand-in is made by the same buyer. */
const BUYER_USER_ID = 900_000_001;

/**
 * @param shop the seller
 * @param receipt a sale
 * @returns Etsy's `ShopReceipt` with its transactions
 */
export function describeReceipt(shop: EtsyShop, receipt: StoredReceipt): Record<string, unknown> {
  const money = (cents: number): Record<string, unknown> => moneyOf(cents, shop.setup.currency);
  const total = receipt.transactions.reduce(
    (sum, { priceCents, quantity }) => sum + priceCents * quantity,
    0,
  );
  return {
    receipt_id: receipt.receiptId,
    receipt_type: 0,
    seller_user_id: shop.setup.userId,
    seller_email: null,
    buyer_user_id: BUYER_USER_ID,
    buyer_email: null,
    name: 'Camille Essai',
    first_line: '2 rue des Essais',
    second_line: null,
    city: 'Lyon',
    state: null,
    zip: '69001',
    status: receipt.end ?? (receipt.isPaid ? 'paid' : 'payment processing'),
    formatted_address: 'Camille Essai\n2 rue des Essais\n69001 Lyon\nFrance',
    country_iso: 'FR',
    payment_method: 'cc',
    payment_email: null,
    message_from_seller: null,
    message_from_buyer: null,
    message_from_payment: null,
    is_paid: receipt.isPaid,
    is_shipped: false,
    create_timestamp: receipt.createdAt,
    created_timestamp: receipt.createdAt,
    update_timestamp: receipt.updatedAt,
    updated_timestamp: receipt.updatedAt,
    is_gift: false,
    gift_message: '',
    gift_sender: '',
    grandtotal: money(total),
    subtotal: money(total),
    total_price: money(total),
    total_shipping_cost: money(0),
    total_tax_cost: money(0),
    total_vat_cost: money(0),
    discount_amt: money(0),
    gift_wrap_price: money(0),
    shipments: [],
    transactions: receipt.transactions.map((sold) => describeTransaction(shop, receipt, sold)),
    refunds: refundsOf(receipt, total).map((cents) => ({
      amount: money(cents),
      created_timestamp: receipt.updatedAt,
      reason: null,
      note_from_issuer: null,
      status: 'completed',
    })),
  };
}

/** Amounts given back, hundredths. */
function refundsOf({ end, isPaid }: StoredReceipt, total: number): readonly number[] {
  if (!isPaid || end === undefined) return [];
  return [end === 'partially refunded' ? Math.floor(total / 2) : total];
}

function describeTransaction(
  shop: EtsyShop,
  receipt: StoredReceipt,
  sold: StoredTransaction,
): Record<string, unknown> {
  return {
    transaction_id: sold.transactionId,
    title: sold.title,
    seller_user_id: shop.setup.userId,
    buyer_user_id: BUYER_USER_ID,
    create_timestamp: receipt.createdAt,
    created_timestamp: receipt.createdAt,
    paid_timestamp: receipt.isPaid ? receipt.createdAt : null,
    shipped_timestamp: null,
    quantity: sold.quantity,
    receipt_id: receipt.receiptId,
    is_digital: false,
    file_data: '',
    listing_id: sold.listingId,
    transaction_type: 'listing',
    product_id: sold.productId,
    sku: sold.sku,
    price: moneyOf(sold.priceCents, shop.setup.currency),
    shipping_cost: moneyOf(0, shop.setup.currency),
    variations: [],
    product_data: [],
  };
}
