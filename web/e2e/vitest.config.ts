import { defineConfig } from 'vitest/config';

// One City311 that runs is asked by one browser after the other, as other stories run beside it.
const workers = process.env.BOARD_URL === undefined ? 3 : 1;

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
    maxWorkers: workers,
    minWorkers: workers,
    reporters: ['verbose'],
  },
});
