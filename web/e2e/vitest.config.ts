import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['e2e/*.browser.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The browser is shared, and what a test says about time is only true when it runs alone.
    fileParallelism: false,
    reporters: ['verbose'],
  },
});
