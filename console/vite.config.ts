import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = process.env.MILLWRIGHT_URL ?? 'http://127.0.0.1:8000'
/** Bytes; what is smaller fits into one packet anyway. */
const SMALLEST = 1024
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Puts the script that chooses the theme before everything else: a file of its own, as our policy allows no inline scripts. */
function firstPaint(): Plugin {
  const name = 'first-paint.js'
  const source = here(`./src/shell/${name}`)
  let isBuild = false
  return {
    name: 'first-paint',
    configResolved(config) {
      isBuild = config.command === 'build'
    },
    buildStart() {
      if (isBuild) this.emitFile({ type: 'asset', name, source: readFileSync(source, 'utf8') })
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const emitted = Object.values(bundle ?? {}).find((item) => item.type === 'asset' && item.names.includes(name))
        return [{ tag: 'script', attrs: { src: emitted ? `/${emitted.fileName}` : `/src/shell/${name}` }, injectTo: 'head-prepend' }]
      },
    },
  }
}

/** Writes `.br` and `.gz` beside what is worth it, so that the server need not compress; of the files as they are in the end. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir = '' }, bundle) {
        for (const name of Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name))) {
          const path = `${dir}/${name}`
          const source = readFileSync(path)
          if (source.length < SMALLEST) continue
          writeFileSync(`${path}.gz`, gzipSync(source, { level: 9 }))
          writeFileSync(`${path}.br`, brotliCompressSync(source))
        }
      },
    },
  }
}

export default defineConfig({
  plugins: [react(), tailwindcss(), firstPaint(), precompressed()],
  html: { cspNonce: '__CSP_NONCE__' },
  resolve: { alias: { '@': here('./src') } },
  build: {
    outDir: here('../src/millwright/doors/console/dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    proxy: Object.fromEntries(['/aibuild', '/pixell', '/account', '/assets/api-docs'].map((path) => [path, { target: server, ws: true }])),
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0])
