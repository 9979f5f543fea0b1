import { defineConfig } from 'vitest/config';

/** Where `npm run dev` finds a running City311; the pages' own origin everywhere else. */
const server = process.env.CITY311_URL ?? 'http://127.0.0.1:8311';

export default defineConfig({
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/open-data', '/open311'].map((path) => [path, { target: server, changeOrigin: true }]),
    ),
  },
  build: {
    target: 'es2022',
    // Served by the same jar, so a map would only make the jar bigger.
    sourcemap: false,
    // Fonts stay files: a page that inlines them would need a laxer content security policy.
    assetsInlineLimit: 0,
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
});
