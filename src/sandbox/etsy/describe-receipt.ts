import type { StoredReceipt } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import { moneyOf } from './money.ts';

/** Every sale of the stand-in is made by the same buyer. */
const BUYER_USER_ID = 900_000_001;

/**
 * @param shop the seller
 * @param receipt a sale
 * @returns Etsy's `ShopReceipt` with its one transaction
 */
export function describeReceipt(shop: EtsyShop, receipt: StoredReceipt): Record<string, unknown> {
  const money = (cents: number): Record<string, unknown> => moneyOf(cents, shop.setup.currency);
  const total = receipt.priceCents * receipt.quantity;
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
    status: receipt.isPaid ? 'paid' : 'payment processing',
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
    update_timestamp: receipt.createdAt,
    updated_timestamp: receipt.createdAt,
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
    transactions: [describeTransaction(shop, receipt)],
    refunds: [],
  };
}

function describeTransaction(shop: EtsyShop, receipt: StoredReceipt): Record<string, unknown> {
  return {
    transaction_id: receipt.transactionId,
    title: receipt.title,
    seller_user_id: shop.setup.userId,
    buyer_user_id: BUYER_USER_ID,
    create_timestamp: receipt.createdAt,
    created_timestamp: receipt.createdAt,
    paid_timestamp: receipt.isPaid ? receipt.createdAt : null,
    shipped_timestamp: null,
    quantity: receipt.quantity,
    receipt_id: receipt.receiptId,
    is_digital: false,
    file_data: '',
    listing_id: receipt.listingId,
    transaction_type: 'listing',
    product_id: receipt.productId,
    sku: receipt.sku,
    price: moneyOf(receipt.priceCents, shop.setup.currency),
    shipping_cost: moneyOf(0, shop.setup.currency),
    variations: [],
    product_data: [],
  };
}
