// Bundles the libraries of generated front ends once, minified and for production, as modules that share their chunks.
// Usage: node vendor.mjs NODE_FOLDER OUTPUT_FOLDER. Writes the modules, and modules.json, which names them.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const [home, output] = process.argv.slice(2)
const require = createRequire(path.join(home, 'package.json'))
const esbuild = require('esbuild')

const MODULES = [
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-dom/client',
  'react-router',
  'lucide-react',
  '@dnd-kit/core',
  'jsqr',
  'markdown-to-jsx/react',
  'uqr',
]
const COMMONJS = new Set(MODULES.filter((name) => /^(jsqr|react(-dom)?)(\/|$)/.test(name)))

// The names that a CommonJS module exports are known only when it has run.
function reexport(name) {
  if (!COMMONJS.has(name)) return `export * from '${name}'`
  const names = Object.keys(require(name)).filter((key) => key !== 'default' && /^[a-zA-Z_$][\w$]*$/.test(key))
  return `import module from '${name}'; export default module; export const { ${names.join(', ')} } = module`
}

process.env.NODE_ENV = 'production'
const fileName = (name) => name.replace('@', '').replaceAll('/', '-')
const result = await esbuild.build({
  entryPoints: MODULES.map((name) => ({ in: `vendor:${name}`, out: fileName(name) })),
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  outdir: output,
  entryNames: '[name]-[hash]',
  chunkNames: 'shared-[hash]',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  absWorkingDir: home,
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [
    {
      name: 'vendor',
      setup(build) {
        build.onResolve({ filter: /^vendor:/ }, ({ path: found }) => ({ path: found.slice(7), namespace: 'vendor' }))
        build.onLoad({ filter: /.*/, namespace: 'vendor' }, ({ path: name }) => ({
          contents: reexport(name),
          resolveDir: home,
        }))
      },
    },
  ],
})

// For each library its module, and every file that a page must have to load it.
const outputs = result.metafile.outputs
const closure = (file, seen = new Set()) => {
  if (!seen.has(file)) {
    seen.add(file)
    for (const imported of outputs[file].imports) closure(imported.path, seen)
  }
  return seen
}
const modules = {}
for (const name of MODULES) {
  const file = Object.keys(outputs).find((key) => outputs[key].entryPoint === `vendor:${name}`)
  modules[name] = { file: path.basename(file), needs: [...closure(file)].map((key) => path.basename(key)).sort() }
}
fs.writeFileSync(path.join(output, 'modules.json'), JSON.stringify(modules, null, 2))
