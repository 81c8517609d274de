import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './Button'
import { tellFault } from './Toast'

/** Puts a text on the clipboard, also where the page is not served securely and the browser has no clipboard for it. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  if (!done) throw new Error('Select the text and copy it yourself.')
}

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  const press = () => copy(text).then(() => setCopied(true), (error: unknown) => tellFault('Not copied', error))
  return (
    <Button look="quiet" size="sm" square aria-label={copied ? 'Copied' : label} onClick={() => void press()}>
      {copied ? <Check aria-hidden className="size-3.5 text-ok" /> : <Copy aria-hidden className="size-3.5" />}
    </Button>
  )
}

/** A text to be copied: an address, a key. */
export function CopyField({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex h-9 items-center gap-1 rounded-md border bg-sunken pr-1 pl-3">
      <input
        readOnly
        value={text}
        aria-label={label}
        onFocus={(event) => event.target.select()}
        className="min-w-0 grow truncate bg-transparent font-mono text-xs"
      />
      <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
    </div>
  )
}
