import { Download, FileText, ImagePlus, Paperclip, X } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { messageOf } from '../lib/api'
import type { Control } from '../lib/useForm'
import { fileName, isFilm, isPicture, sendFile, uploadUrl } from '../lib/uploads'

const pictures = 'image/png,image/jpeg,image/gif,image/webp,image/avif'

/** A picture in full; a dash where there is none. */
export function Picture({ of, alt }: { of: string | null; alt: string }) {
  return of ? <img src={uploadUrl(of)} alt={alt} className="max-h-96 max-w-full rounded-lg" /> : '—'
}

/** A picture in a table, beside the words that say what it shows. */
export function Thumbnail({ of }: { of: string | null }) {
  return of && <img src={uploadUrl(of)} alt="" loading="lazy" className="size-10 rounded-md object-cover" />
}

/** A file: pictures are shown, films and sound are played, pages open in a new tab, anything else is downloaded. */
export function FileLink({ of }: { of: string | null }) {
  if (!of) return '—'
  if (isPicture(of)) return <Picture of={of} alt={fileName(of)} />
  if (isFilm(of)) return <video src={uploadUrl(of)} controls preload="metadata" className="max-h-96 rounded-lg" />
  if (/\.(m4a|mp3|ogg|wav)$/.test(of)) return <audio src={uploadUrl(of)} controls preload="metadata" />
  const shown = /\.(pdf|txt)$/.test(of)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-4 gap-y-1">
      <a href={uploadUrl(of)} {...(shown ? { target: '_blank', rel: 'noreferrer' } : { download: '' })} className="inline-flex items-center gap-1.5 text-accent underline">
        {shown ? <FileText aria-hidden className="size-4" /> : <Download aria-hidden className="size-4" />}
        {fileName(of)}
      </a>
      {shown && (
        <a href={uploadUrl(of)} download className="inline-flex items-center gap-1.5 text-accent underline">
          <Download aria-hidden className="size-4" />
          Download
        </a>
      )}
    </span>
  )
}

type Props = Control<string | null> & {
  label: string
  /** What the server knows the field as: `product.photo`. */
  of: string
  picture?: boolean
}

/** Sends a file as soon as it is chosen, and shows it: what is not saved yet cannot be fetched, so as it is here. */
export function UploadField({ label, of, picture, name, value, error, onChange }: Props) {
  const id = useId()
  const [sending, setSending] = useState(false)
  const [fault, setFault] = useState('')
  const [sent, setSent] = useState<{ value: string; url: string }>()
  const note = fault || error
  useEffect(() => () => URL.revokeObjectURL(sent?.url ?? ''), [sent])

  async function choose(file: File | undefined) {
    if (!file) return
    setSending(true)
    setFault('')
    try {
      const answer = await sendFile(of, file)
      setSent({ value: answer, url: URL.createObjectURL(file) })
      onChange(answer)
    } catch (refusal) {
      setFault(messageOf(refusal))
    }
    setSending(false)
  }

  const Icon = picture ? ImagePlus : Paperclip
  return (
    <div className="sm:col-span-2">
      <div className="mb-1.5 flex items-baseline justify-between gap-2 text-sm">
        <span className="min-w-0 font-medium wrap-anywhere">{label}</span>
        <span className="text-xs text-muted">Optional</span>
      </div>
      <div className="flex flex-wrap items-center gap-4 rounded-lg border border-dashed border-line p-4">
        {value && (isPicture(value) ? <img src={sent?.value === value ? sent.url : uploadUrl(value)} alt="" className="size-20 rounded-md object-cover" /> : <FileLink of={value} />)}
        <label
          htmlFor={id}
          className="inline-flex h-10 cursor-pointer items-center gap-2 rounded-lg border border-line px-4 text-sm font-medium focus-within:ring-2 focus-within:ring-accent hover:bg-sunken"
        >
          <Icon aria-hidden className="size-4" />
          {value ? 'Replace' : 'Choose a file'}
          <input
            id={id}
            name={name}
            type="file"
            aria-label={label}
            aria-describedby={note ? `${id}-note` : undefined}
            aria-invalid={note ? true : undefined}
            accept={picture ? pictures : undefined}
            disabled={sending}
            className="sr-only"
            onChange={(event) => choose(event.target.files?.[0])}
          />
        </label>
        {sending && <progress aria-label={`Sending ${label}`} className="h-2 w-32 accent-primary" />}
        {value && !sending && (
          <button type="button" onClick={() => onChange(null)} className="inline-flex items-center gap-1 text-sm text-muted hover:text-ink">
            <X aria-hidden className="size-4" />
            Remove {label}
          </button>
        )}
      </div>
      {note && (
        <p id={`${id}-note`} className="mt-1.5 text-sm text-danger-ink">
          {note}
        </p>
      )}
    </div>
  )
}
