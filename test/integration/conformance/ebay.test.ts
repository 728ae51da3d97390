import { ApiKit } from '../../support/conformance/api-kit.ts';
import { apiConformance } from '../../support/conformance/api-suite.ts';
import { EbayMarket } from '../../support/conformance/ebay-market.ts';

apiConformance(await ApiKit.start(await EbayMarket.start()));
