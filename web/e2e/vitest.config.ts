import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['e2e/*.browser.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // In one process with the runner: when that ends, however it ends, the browser's pipe closes
    // and the browser with it. A forked worker can outlive its runner.
    pool: 'threads',
    // Each file has a browser and servers of its own, and waits more than it works.
    maxWorkers: 3,
    minWorkers: 3,
    reporters: ['verbose'],
  },
});
