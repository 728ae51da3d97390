import type { FieldShape } from '../http/field-shape.ts';
import { MARKETPLACE_CURRENCIES } from './marketplaces.ts';

const amount: FieldShape = { fields: { value: 'text', currency: 'text' } };
const texts: FieldShape = { list: 'text' };

const product: FieldShape = {
  fields: {
    title: 'text',
    subtitle: 'text',
    description: 'text',
    aspects: { mapOf: texts },
    brand: 'text',
    mpn: 'text',
    epid: 'text',
    ean: texts,
    isbn: texts,
    upc: texts,
    imageUrls: texts,
    videoIds: texts,
  },
  required: ['title', 'description'],
};

/** Body of `PUT inventory_item/{sku}`. */
export const ITEM_SHAPE: FieldShape = {
  fields: {
    availability: {
      fields: {
        shipToLocationAvailability: {
          fields: { quantity: 'integer', availabilityDistributions: { list: 'object' } },
        },
        pickupAtLocationAvailability: { list: 'object' },
      },
    },
    condition: {
      oneOf: [
        ...['NEW', 'LIKE_NEW', 'NEW_OTHER', 'NEW_WITH_DEFECTS', 'FOR_PARTS_OR_NOT_WORKING'],
        ...['MANUFACTURER', 'CERTIFIED', 'EXCELLENT', 'VERY_GOOD', 'GOOD', 'SELLER'].map(
          (by) => `${by}_REFURBISHED`,
        ),
        ...['USED_EXCELLENT', 'USED_VERY_GOOD', 'USED_GOOD', 'USED_ACCEPTABLE'],
        ...['PRE_OWNED_EXCELLENT', 'PRE_OWNED_FAIR'],
      ],
    },
    conditionDescription: 'text',
    conditionDescriptors: { list: 'object' },
    packageWeightAndSize: {
      fields: {
        dimensions: { fields: { height: 'number', length: 'number', width: 'number', unit: 'text' } },
        packageType: 'text',
        shippingIrregular: 'flag',
        weight: { fields: { value: 'number', unit: 'text' } },
      },
    },
    product,
  },
};

const revisableOfferFields: Readonly<Record<string, FieldShape>> = {
  availableQuantity: 'integer',
  categoryId: 'text',
  secondaryCategoryId: 'text',
  charity: 'object',
  extendedProducerResponsibility: 'object',
  hideBuyerDetails: 'flag',
  includeCatalogProductDetails: 'flag',
  listingDescription: 'text',
  listingDuration: { oneOf: ['GTC', ...[1, 3, 5, 7, 10, 21, 30].map((days) => `DAYS_${days}`)] },
  listingPolicies: {
    fields: {
      bestOfferTerms: {
        fields: { autoAcceptPrice: amount, autoDeclinePrice: amount, bestOfferEnabled: 'flag' },
      },
      eBayPlusIfEligible: 'flag',
      fulfillmentPolicyId: 'text',
      paymentPolicyId: 'text',
      returnPolicyId: 'text',
      productCompliancePolicyIds: texts,
      regionalProductCompliancePolicies: 'object',
      regionalTakeBackPolicies: 'object',
      shippingCostOverrides: { list: 'object' },
      takeBackPolicyId: 'text',
    },
  },
  listingStartDate: 'text',
  lotSize: 'integer',
  merchantLocationKey: 'text',
  pricingSummary: {
    fields: {
      price: amount,
      auctionStartPrice: amount,
      auctionReservePrice: amount,
      minimumAdvertisedPrice: amount,
      originalRetailPrice: amount,
      originallySoldForRetailPriceOn: { oneOf: ['ON_EBAY', 'OFF_EBAY', 'ON_AND_OFF_EBAY'] },
      pricingVisibility: { oneOf: ['NONE', 'PRE_CHECKOUT', 'DURING_CHECKOUT'] },
    },
  },
  quantityLimitPerBuyer: 'integer',
  regulatory: 'object',
  storeCategoryNames: texts,
  tax: { fields: { applyTax: 'flag', thirdPartyTaxCategory: 'text', vatPercentage: 'number' } },
};

/** Body of `POST offer`. */
export const NEW_OFFER_SHAPE: FieldShape = {
  fields: {
    ...revisableOfferFields,
    sku: 'text',
    marketplaceId: { oneOf: Object.keys(MARKETPLACE_CURRENCIES) },
    format: { oneOf: ['FIXED_PRICE', 'AUCTION'] },
  },
};

/** Body of `PUT offer/{offerId}`: SKU, marketplace and format are no part of it. */
export const OFFER_SHAPE: FieldShape = { fields: revisableOfferFields };

/** Body of `POST bulk_update_price_quantity`. */
export const PRICE_QUANTITY_SHAPE: FieldShape = {
  fields: {
    requests: {
      list: {
        fields: {
          sku: 'text',
          shipToLocationAvailability: {
            fields: { quantity: 'integer', availabilityDistributions: { list: 'object' } },
          },
          offers: {
            list: {
              fields: { offerId: 'text', availableQuantity: 'integer', price: amount },
              required: ['offerId'],
            },
          },
        },
      },
    },
  },
  required: ['requests'],
};

/** Body of `POST location/{merchantLocationKey}`. */
export const LOCATION_SHAPE: FieldShape = {
  fields: {
    location: {
      fields: {
        address: {
          fields: {
            addressLine1: 'text',
            addressLine2: 'text',
            city: 'text',
            country: 'text',
            county: 'text',
            postalCode: 'text',
            stateOrProvince: 'text',
          },
          required: ['country', 'stateOrProvince'],
        },
        geoCoordinates: { fields: { latitude: 'number', longitude: 'number' } },
      },
      required: ['address'],
    },
    locationAdditionalInformation: 'text',
    locationInstructions: 'text',
    locationTypes: { list: { oneOf: ['STORE', 'WAREHOUSE', 'FULFILLMENT_CENTER'] } },
    locationWebUrl: 'text',
    merchantLocationStatus: { oneOf: ['ENABLED', 'DISABLED'] },
    name: 'text',
    operatingHours: { list: 'object' },
    phone: 'text',
    specialHours: { list: 'object' },
    timeZoneId: 'text',
    fulfillmentCenterSpecifications: 'object',
  },
  required: ['location', 'phone'],
};
