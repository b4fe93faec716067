// Makes `electron` mean the stand-in for everything that this process loads from here on, whether by
// `import` or by `require`.
import { registerHooks } from 'node:module';

const STANDIN = new URL('./module.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron' && specifier !== 'electron/main') return next(specifier, context);
    return { url: STANDIN, format: 'module-typescript', shortCircuit: true };
  },
});
