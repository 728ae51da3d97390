import type { Type } from '@nestjs/common';
import { EbayModule } from './ebay/ebay.module.ts';
import { EtsyModule } from './etsy/etsy.module.ts';
import { VintedModule } from './vinted/vinted.module.ts';

/** The marketplaces of this program: one line each. */
export const MARKETPLACES: readonly Type[] = [VintedModule, EbayModule, EtsyModule];
