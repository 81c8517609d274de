import { compiler, type MarkdownToJSX } from 'markdown-to-jsx/react'
import type { ReactNode } from 'react'

const nested = /^((?:[ \t]{0,3}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]?){5})(?:[ \t]{0,3}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]?)+/gm
const safe = /^(?:https?:|mailto:|tel:|\/(?!\/)|#)/i
const picture = /^\/api\/uploads\/[\w-]+\/[\w.-]+$/

const heading = ({ children }: { children?: ReactNode }) => <h2 className="pt-2 text-2xl font-semibold">{children}</h2>
const smaller = ({ children }: { children?: ReactNode }) => <h3 className="pt-1 text-xl font-semibold">{children}</h3>

function Away({ href, children }: { href?: string; children?: ReactNode }) {
  if (!href || !safe.test(href)) return children
  const out = /^https?:/i.test(href) ? { target: '_blank', rel: 'noopener noreferrer nofollow' } : {}
  return (
    <a href={href} {...out} className="text-accent underline">
      {children}
    </a>
  )
}

/** A picture that was sent to this application; one from elsewhere would tell its server who reads. */
function Shown({ src, alt = '' }: { src?: string; alt?: string }) {
  return src && picture.test(src) ? <img src={src} alt={alt} loading="lazy" className="max-w-full rounded-lg" /> : alt
}

const options: MarkdownToJSX.Options = {
  // HTML that people write is shown as they wrote it, and never becomes a part of the page.
  disableParsingRawHTML: true,
  preserveFrontmatter: true,
  forceBlock: true,
  overrides: {
    a: Away,
    h1: heading,
    h2: heading,
    h3: smaller,
    h4: smaller,
    h5: smaller,
    h6: smaller,
    img: Shown,
    p: { props: { className: 'leading-relaxed whitespace-pre-line' } },
    ul: { props: { className: 'list-disc space-y-1 pl-6' } },
    ol: { props: { className: 'list-decimal space-y-1 pl-6' } },
    blockquote: { props: { className: 'border-l-4 border-primary-edge pl-4 text-muted' } },
    code: { props: { className: 'rounded bg-sunken px-1 text-sm' } },
    pre: { props: { className: 'overflow-x-auto rounded-lg bg-sunken p-4 text-sm' } },
    table: { props: { className: 'block overflow-x-auto text-sm [&_td]:border [&_td]:border-line [&_td]:px-3 [&_td]:py-1.5 [&_th]:border [&_th]:border-line [&_th]:px-3 [&_th]:py-1.5' } },
  },
}

/** A text with headings, lists, links and the like, written in Markdown. */
export function Formatted({ of }: { of: string | null }) {
  if (!of) return '—'
  return <div className="max-w-prose space-y-4 wrap-anywhere whitespace-normal">{compiled(of)}</div>
}

/** What stands within more than a few quotes and lists would only be a margin. */
function compiled(text: string): ReactNode {
  try {
    return compiler(text.replace(nested, '$1'), options)
  } catch {
    return <p className="whitespace-pre-line">{text}</p>
  }
}
