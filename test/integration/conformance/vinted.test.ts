import { BrowserKit } from '../../support/conformance/browser-kit.ts';
import { browserConformance } from '../../support/conformance/browser-suite.ts';

browserConformance(await BrowserKit.start());
