// Writes the types of our own OpenAPI documents to src/api/generated; nothing is written when they are as before.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const folder = here('../src/api/generated')
const python = process.env.MILLWRIGHT_PYTHON ?? here('../../.venv/bin/python')

mkdirSync(folder, { recursive: true })
execFileSync(python, [here('./documents.py'), folder], { stdio: 'inherit' })
async function write(name) {
  const document = readFileSync(`${folder}/${name}.json`, 'utf8')
  const head = `// ${createHash('sha256').update(document).digest('hex')}\n`
  const target = `${folder}/${name}.ts`
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(head)) return
  writeFileSync(target, head + astToString(await openapiTS(document)))
}

await Promise.all(['aibuild', 'pixell'].map(write))
