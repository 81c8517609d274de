// The warm front-end builder: takes a project's files as a message and answers with the built ones. It reads no file
// of the project from disk and runs none of its code: configuration is ignored, and Tailwind may load no module.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'

const toolchain = process.env.TOOLCHAIN
const nodeModules = path.join(toolchain, 'node/node_modules')
const require = createRequire(path.join(nodeModules, 'package.json'))
const esbuild = require('esbuild')
const { Scanner } = require('@tailwindcss/oxide')
const tailwind = await import(path.join(nodeModules, 'tailwindcss/dist/lib.mjs'))
const { optimize } = await import(path.join(nodeModules, '@tailwindcss/node/dist/index.mjs'))
const vendor = JSON.parse(fs.readFileSync(path.join(toolchain, 'vendor/modules.json'), 'utf8'))

const STYLES = Object.fromEntries(
  ['index', 'theme', 'preflight', 'utilities'].map((name) => [
    name,
    fs.readFileSync(path.join(nodeModules, `tailwindcss/${name}.css`), 'utf8'),
  ]),
)
const LOADERS = { '.tsx': 'tsx', '.ts': 'ts', '.mts': 'ts', '.jsx': 'jsx', '.js': 'js', '.mjs': 'js', '.json': 'json' }
const ASSETS = new Set(['.svg', '.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.ico', '.woff', '.woff2', '.txt'])
const ENDINGS = ['', '.tsx', '.ts', '.jsx', '.js', '.mjs', '.json', '/index.tsx', '/index.ts', '/index.js']
const ICONS = path.join(nodeModules, 'lucide-react/dist/esm')

class Refusal extends Error {
  constructor(message, file = null) {
    super(message)
    this.file = file
  }
}

// lucide-react has some 1,700 icons; a bundle gets only those it names, each from its own file.
const iconFiles = new Map()
for (const [, names, file] of fs
  .readFileSync(path.join(ICONS, 'lucide-react.mjs'), 'utf8')
  .matchAll(/export \{([^}]*)\} from '(\.\/[^']*)'/g)) {
  for (const [, original, name] of names.matchAll(/(\w+) as (\w+)/g)) iconFiles.set(name, { file, original })
}
const ICON_IMPORT = /import\s+(?:type\s+)?\{([^}]*)\}\s*from\s*['"]lucide-react['"]/g

function usedIcons(sources) {
  const used = new Set()
  for (const text of sources) {
    if (!text.includes('lucide-react')) continue
    const rest = text.replace(ICON_IMPORT, (_, names) => {
      for (const name of names.split(',')) used.add(name.trim().split(/\s+/)[0])
      return ''
    })
    if (/['"]lucide-react['"]/.test(rest)) return null
  }
  return [...used].filter((name) => iconFiles.has(name)).sort()
}

const iconModule = (names) =>
  names
    .map((name) => `export { ${iconFiles.get(name).original} as ${name} } from '${iconFiles.get(name).file}'`)
    .join('\n')

function find(project, wanted) {
  for (const ending of ENDINGS) {
    if (project.files.has(wanted + ending)) return wanted + ending
  }
  return null
}

function resolveInProject(project, { path: wanted, importer }) {
  const bare = wanted.replace(/\?.*$/, '')
  if (bare.startsWith('/')) return find(project, path.posix.join(project.root, bare))
  if (bare.startsWith('@/')) return find(project, path.posix.join(project.root, 'src', bare.slice(2)))
  if (bare.startsWith('.')) return find(project, path.posix.join(path.posix.dirname(importer), bare))
  return null
}

function resolve(project, request) {
  if (request.kind === 'entry-point') return { path: request.path, namespace: 'project' }
  if (request.namespace === 'icons' || request.importer.startsWith(ICONS)) return resolveIcon(request)
  if (request.path === 'lucide-react' && project.icons !== null) return { path: 'lucide-react', namespace: 'icons' }
  if (Object.hasOwn(vendor, request.path)) return { path: request.path, external: true }
  const found = resolveInProject(project, request)
  if (found !== null) return { path: found, namespace: 'project' }
  const relative = /^[./]|^@\//.test(request.path)
  return { errors: [{ text: `${request.path} is ${relative ? 'not in the project' : 'not an available package'}` }] }
}

// Icon files refer to React and to files of their own package, and to nothing else.
function resolveIcon({ path: wanted, resolveDir }) {
  if (Object.hasOwn(vendor, wanted)) return { path: wanted, external: true }
  const file = path.join(resolveDir, wanted)
  if (file.startsWith(ICONS + path.sep)) return { path: file }
  return { errors: [{ text: `${wanted} is outside lucide-react` }] }
}

function load(project, { path: file }) {
  const ending = path.posix.extname(file)
  if (ending === '.css') {
    if (file.endsWith('.module.css')) return { contents: project.files.get(file), loader: 'local-css' }
    project.styles.add(file)
    return { contents: '', loader: 'js' }
  }
  if (ASSETS.has(ending)) return { contents: project.files.get(file), loader: 'file' }
  if (!(ending in LOADERS)) return { errors: [{ text: `${file} is of a kind that cannot be imported` }] }
  return { contents: project.files.get(file), loader: LOADERS[ending] }
}

const plugin = (project) => ({
  name: 'project',
  setup(build) {
    build.onResolve({ filter: /.*/ }, (request) => resolve(project, request))
    build.onLoad({ filter: /.*/, namespace: 'project' }, (request) => load(project, request))
    build.onLoad({ filter: /.*/, namespace: 'icons' }, () => ({
      contents: iconModule(project.icons),
      resolveDir: ICONS,
    }))
  },
})

async function bundle(project, entry) {
  return esbuild.build({
    entryPoints: [{ in: entry, out: 'main' }],
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    jsx: 'automatic',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true } },
    outdir: '/assets',
    absWorkingDir: '/',
    publicPath: '/assets/',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    legalComments: 'none',
    logLevel: 'silent',
    define: {
      'process.env.NODE_ENV': '"production"',
      'import.meta.env.BASE_URL': '"/"',
      'import.meta.env.DEV': 'false',
      'import.meta.env.MODE': '"production"',
      'import.meta.env.PROD': 'true',
      'import.meta.env.SSR': 'false',
      'import.meta.env': '{}',
    },
    plugins: [plugin(project)],
  })
}

function loadStylesheet(project, id, base) {
  const known = /^tailwindcss(?:\/(\w+)(?:\.css)?)?$/.exec(id)
  if (known && STYLES[known[1] ?? 'index']) return { path: id, base, content: STYLES[known[1] ?? 'index'] }
  const wanted = id.startsWith('/') ? id.slice(1) : path.posix.join(base, id)
  const found = project.files.has(wanted) ? wanted : `${wanted}.css`
  if (!project.files.has(found)) throw new Refusal(`the stylesheet ${id} is not in the project`)
  return { path: found, base: path.posix.dirname(found), content: text(project, found) }
}

const text = (project, file) => project.files.get(file).toString('utf8')

async function styles(project) {
  if (project.styles.size === 0) return ''
  const [first, ...more] = [...project.styles].sort()
  const source = more.length ? [first, ...more].map((file) => `@import "/${file}";`).join('\n') : text(project, first)
  const compiler = await tailwind.compile(source, {
    base: path.posix.dirname(first),
    from: first,
    loadStylesheet: async (id, base) => loadStylesheet(project, id, base),
    loadModule: async (id) => {
      throw new Refusal(`the stylesheet asks for the module ${id}: plugins and configuration are not loaded`, first)
    },
  }).catch((error) => {
    throw error instanceof Refusal ? error : new Refusal(error.message, first)
  })
  const scanner = new Scanner({ sources: [] })
  const sources = [...project.files.keys()].filter((file) => /\.(tsx?|jsx?|html|mdx?)$/.test(file))
  const candidates = scanner.scanFiles(
    sources.map((file) => ({ content: text(project, file), extension: path.posix.extname(file).slice(1) })),
  )
  return optimize(compiler.build(candidates), { minify: true }).code
}

// What a page loads before its first line runs: the entry, its shared chunks, and the libraries these name.
function needed(outputs, file, seen = { files: new Set(), libraries: new Set() }, all = false) {
  if (seen.files.has(file)) return seen
  seen.files.add(file)
  for (const imported of outputs[file]?.imports ?? []) {
    if (imported.external) seen.libraries.add(imported.path)
    else if (all || imported.kind === 'import-statement') needed(outputs, imported.path, seen, all)
  }
  return seen
}

const closure = (libraries) => [...new Set([...libraries].flatMap((name) => vendor[name].needs))].sort()

function page(project, html, script, entry, stylesheets, outputs) {
  const first = needed(outputs, entry)
  const all = needed(outputs, entry, undefined, true)
  const imports = Object.fromEntries(
    [...all.libraries].sort().map((name) => [name, `/assets/vendor/${vendor[name].file}`]),
  )
  const preloads = [
    ...closure(first.libraries).map((file) => `/assets/vendor/${file}`),
    ...[...first.files].filter((file) => file !== entry).map((file) => `/${file}`),
  ]
  const head = [
    `<script type="importmap">${JSON.stringify({ imports }).replaceAll('<', '\\u003c')}</script>`,
    ...preloads.map((file) => `<link rel="modulepreload" href="${file}">`),
    ...stylesheets.map((file) => `<link rel="stylesheet" href="${file}">`),
    `<script type="module" src="/${entry}"></script>`,
  ].join('\n    ')
  const bare = html.replace(script, '')
  const built = /<\/head>/i.test(bare) ? bare.replace(/<\/head>/i, () => `${head}\n  </head>`) : head + bare
  return { built, vendor: closure(all.libraries) }
}

const ENTRY = /<script\b[^>]*\btype=["']module["'][^>]*\bsrc=["']([^"']+)["'][^>]*>\s*<\/script>/i

async function build(request) {
  const files = new Map(Object.entries(request.files).map(([name, data]) => [name, Buffer.from(data, 'base64')]))
  const project = { root: request.root, files, styles: new Set(), icons: null }
  const index = path.posix.join(request.root, 'index.html')
  if (!files.has(index)) throw new Refusal('there is no index.html', index)
  const html = text(project, index)
  const script = ENTRY.exec(html)
  const entry = script && find(project, path.posix.join(request.root, script[1]))
  if (!entry) throw new Refusal('index.html names no module script of the project', index)
  project.icons = usedIcons([...files.keys()].filter((file) => /\.[jt]sx?$/.test(file)).map((f) => text(project, f)))

  const result = await bundle(project, entry)
  const built = new Map(result.outputFiles.map((file) => [file.path.slice(1), Buffer.from(file.contents)]))
  const css = (await styles(project)) + cssOf(built)
  const stylesheets = css ? [addStyles(built, css)] : []
  const outputs = result.metafile.outputs
  const main = Object.keys(outputs).find((file) => outputs[file].entryPoint && file.endsWith('.js'))
  const { built: rendered, vendor: libraries } = page(project, html, script[0], main, stylesheets, outputs)
  built.set('index.html', Buffer.from(rendered))
  copyPublic(project, built)
  return { files: Object.fromEntries([...built].map(([name, data]) => [name, data.toString('base64')])), libraries }
}

function cssOf(built) {
  const found = [...built.keys()].filter((name) => name.endsWith('.css'))
  const joined = found.map((name) => built.get(name).toString('utf8')).join('')
  for (const name of found) built.delete(name)
  return joined
}

function addStyles(built, css) {
  const hash = createHash(css)
  built.set(`assets/main-${hash}.css`, Buffer.from(css))
  return `/assets/main-${hash}.css`
}

function copyPublic(project, built) {
  const folder = path.posix.join(project.root, 'public/')
  for (const [name, data] of project.files) {
    if (name.startsWith(folder)) built.set(name.slice(folder.length), data)
  }
}

const crypto = await import('node:crypto')
const createHash = (content) => crypto.createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()

function problems(error) {
  if (!Array.isArray(error.errors)) return [{ message: error.message, file: error.file ?? null }]
  return error.errors.slice(0, 50).map(({ text: message, location }) => ({
    message,
    file: location?.file.replace(/^project:/, '') ?? null,
    line: location?.line ?? null,
    column: location ? location.column + 1 : null,
  }))
}

async function answer(message) {
  try {
    return { ok: true, ...(await build(JSON.parse(message))) }
  } catch (error) {
    return { ok: false, problems: problems(error) }
  }
}

const socket = new net.Socket({ fd: Number(process.env.MILLWRIGHT_CHANNEL), readable: true, writable: true })
let received = Buffer.alloc(0)
let busy = Promise.resolve()
socket.on('data', (data) => {
  received = Buffer.concat([received, data])
  while (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) {
    const end = 4 + received.readUInt32BE(0)
    const message = received.subarray(4, end).toString('utf8')
    received = received.subarray(end)
    busy = busy.then(async () => send(await answer(message)))
  }
})
socket.on('end', () => process.exit(0))

function send(message) {
  const data = Buffer.from(JSON.stringify(message))
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  socket.write(Buffer.concat([size, data]))
}

send({ ready: true })
