import { defineConfig } from 'vite';

// In `npm run dev` the page comes from Vite and the API from a running server; nothing else differs.
const server = process.env.LANSERA_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  // The server hands out the built folder under this path.
  base: '/graphiql/',
  build: {
    // The editor is a large program, and it is fetched once from the same host: one warning less.
    chunkSizeWarningLimit: 6000,
    // No inline script for preloading: the page must work under `script-src 'self'`.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      onLog(level, log, next) {
        // `"use client"` at the top of a library's file means nothing here, and there are hundreds.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log);
      },
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
    },
  },
});
