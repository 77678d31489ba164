import fs from 'node:fs';
import path from 'node:path';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { linguiMacros } from '../tools/lib/lingui-macros.ts';

const here = import.meta.dirname;

// The console is index.html, the public's page what the server fills in for /events; the phone's page is built as soon as it exists.
const pages = ['index.html', 'public-page/index.html', 'scanner/index.html']
  .map((page) => path.join(here, page))
  .filter((page) => fs.existsSync(page));

// What is built is what is shipped: a test that builds (NODE_ENV is "test" there) must not lay React's development build into dist.
export default defineConfig(({ command }) => {
  if (command === 'build') process.env['NODE_ENV'] = 'production';
  return {
    root: here,
    base: '/',
    envDir: false,
    plugins: [linguiMacros(), react(), tailwindcss(), lingui()],
    build: {
      outDir: '../dist/renderer',
      emptyOutDir: true,
      sourcemap: true,
      // Chrome for Electron and Android, Safari for the phones that scan.
      target: ['chrome111', 'safari16.4'],
      // The content security policy serves fonts, sounds and wasm from our own origin; data: URLs would need a hole in it.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: pages },
    },
  };
});
