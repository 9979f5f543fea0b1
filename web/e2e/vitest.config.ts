import { defineConfig } from 'vitest/config';

const running = process.env.BOARD_URL !== undefined;
// One City311 that runs is asked by one browser after the other, as other stories run beside it.
const workers = running ? 1 : 3;

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['e2e/*.browser.ts'],
    environment: 'node',
    // Ends what hangs. No test measures by it: a machine that is busy with other tests is slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // In one process with the runner: when that ends, however it ends, the browser's pipe closes
    // and the browser with it. A forked worker can outlive its runner.
    pool: 'threads',
    // Each file has a browser and servers of its own, and waits more than it works.
    maxWorkers: workers,
    minWorkers: workers,
    // The report is counted by `city311 test`, beside those of the other modules.
    reporters: running ? ['verbose'] : ['verbose', ['junit', { outputFile: 'target/surefire-reports/TEST-browser.xml' }]],
  },
});
