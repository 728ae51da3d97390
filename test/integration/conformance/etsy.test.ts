import { ApiKit } from '../../support/conformance/api-kit.ts';
import { apiConformance } from '../../support/conformance/api-suite.ts';
import { EtsyMarket } from '../../support/conformance/etsy-market.ts';

apiConformance(await ApiKit.start(await EtsyMarket.start()));
