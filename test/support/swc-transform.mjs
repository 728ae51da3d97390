import { createTransformer } from '@swc/jest';
import { hasCrashPoints, withCrashPoints } from './crash/crash-points.mjs';

/**
 * jest transformer: `@swc/jest`, with its source map as an object. As a text, jest's coverage cannot read it, and counts the
 * statements of the compiled code, the compiler's own helper functions among them, instead of those of the source.
 * The awaits of what runs jobs become crash points.
 */
export default {
  createTransformer(options) {
    const swc = createTransformer(options);
    return {
      ...swc,
      process: (source, file, ...more) => withReadableMap(swc.process(prepared(source, file), file, ...more)),
      processAsync: async (source, file, ...more) =>
        withReadableMap(await swc.processAsync(prepared(source, file), file, ...more)),
      getCacheKey: (source, file, ...more) =>
        `${swc.getCacheKey(prepared(source, file), file, ...more)}-readable-map`,
    };
  },
};

function prepared(source, file) {
  return hasCrashPoints(file) ? withCrashPoints(source, file) : source;
}

function withReadableMap(result) {
  return typeof result.map === 'string' ? { ...result, map: JSON.parse(result.map) } : result;
}
