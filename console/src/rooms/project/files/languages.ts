import type { LanguageSupport } from '@codemirror/language'

const script = async (options: { jsx?: boolean; typescript?: boolean }) => (await import('@codemirror/lang-javascript')).javascript(options)

const BY_ENDING: Readonly<Record<string, () => Promise<LanguageSupport>>> = {
  css: async () => (await import('@codemirror/lang-css')).css(),
  html: async () => (await import('@codemirror/lang-html')).html(),
  js: () => script({}),
  json: async () => (await import('@codemirror/lang-json')).json(),
  jsx: () => script({ jsx: true }),
  md: async () => (await import('@codemirror/lang-markdown')).markdown(),
  mjs: () => script({}),
  py: async () => (await import('@codemirror/lang-python')).python(),
  svg: async () => (await import('@codemirror/lang-html')).html(),
  ts: () => script({ typescript: true }),
  tsx: () => script({ typescript: true, jsx: true }),
}

/** The language of a file by the end of its name; loaded when it is needed. */
export async function languageOf(path: string): Promise<LanguageSupport | null> {
  return (await BY_ENDING[path.slice(path.lastIndexOf('.') + 1).toLowerCase()]?.()) ?? null
}
