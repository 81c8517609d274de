import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const server = process.env.MILLWRIGHT_URL ?? 'http://127.0.0.1:8000'
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

/** Writes `.br` and `.gz` beside what is worth it, so that the server need not compress. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      for (const [fileName, item] of Object.entries(bundle)) {
        if (!/\.(js|css|svg)$/.test(fileName)) continue
        const source = Buffer.from(item.type === 'chunk' ? item.code : item.source)
        if (source.length < 1024) continue
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) })
      }
    },
  }
}

export default defineConfig({
  plugins: [react(), tailwindcss(), firstPaint(), precompressed()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    outDir: here('../src/millwright/doors/console/dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
  server: {
    proxy: Object.fromEntries(['/aibuild', '/pixell', '/account', '/assets/api-docs'].map((path) => [path, { target: server, ws: true }])),
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0])
