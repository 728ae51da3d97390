import type { Type } from '@nestjs/common';
import { EbayModule } from './ebay/ebay.module.ts';
import { EtsyModule } from './etsy/etsy.module.ts';

/** The marketplaces of this program: one line each. */
export const MARKETPLACES: readonly Type[] = [EbayModule, EtsyModule];
