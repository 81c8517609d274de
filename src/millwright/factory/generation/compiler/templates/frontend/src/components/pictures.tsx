import { ChevronLeft, ChevronRight, ImagePlus, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { messageOf } from '../lib/api'
import type { Control } from '../lib/useForm'
import { sendFile, uploadUrl } from '../lib/uploads'
import { IconButton } from './Button'

const kinds = 'image/png,image/jpeg,image/gif,image/webp,image/avif'
/** How many pictures a record has at most. */
const most = 10

/** The pictures of a record: one large, the others below it to choose from. Pressed, it fills the screen. */
export function Pictures({ of, alt }: { of: string[]; alt: string }) {
  const [chosen, setChosen] = useState(0)
  const [open, setOpen] = useState(false)
  const place = Math.min(chosen, of.length - 1)
  const shown = of[place]
  if (!shown) return '—'
  return (
    <div className="max-w-3xl space-y-3">
      <button
        type="button"
        aria-label={`Enlarge picture ${place + 1} of ${of.length}`}
        onClick={() => setOpen(true)}
        className="block aspect-4/3 w-full cursor-zoom-in overflow-hidden rounded-2xl border border-line"
      >
        <img src={uploadUrl(shown)} alt={alt} className="size-full object-cover" />
      </button>
      {of.length > 1 && (
        <ul className="flex flex-wrap gap-2">
          {of.map((name, at) => (
            <li key={name}>
              <button
                type="button"
                aria-label={`Picture ${at + 1}`}
                aria-current={at === place}
                onClick={() => setChosen(at)}
                className="block size-16 overflow-hidden rounded-lg border-2 border-line aria-current:border-primary-edge sm:size-20"
              >
                <img src={uploadUrl(name)} alt="" loading="lazy" className="size-full object-cover" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {open && <Enlarged of={of} alt={alt} place={place} onPlace={setChosen} onClose={() => setOpen(false)} />}
    </div>
  )
}

interface EnlargedProps {
  of: string[]
  alt: string
  place: number
  onPlace: (place: number) => void
  onClose: () => void
}

/** One picture on the whole screen; the arrow keys lead to the next, Escape leads back. */
function Enlarged({ of, alt, place, onPlace, onClose }: EnlargedProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const move = (step: number) => onPlace((place + step + of.length) % of.length)

  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])

  return (
    <dialog
      ref={ref}
      aria-label={alt}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={({ key }) => (key === 'ArrowRight' ? move(1) : key === 'ArrowLeft' && move(-1))}
      className="m-auto w-[calc(100%-2rem)] max-w-5xl overflow-hidden rounded-2xl bg-surface text-ink shadow-xl backdrop:bg-black/80"
    >
      <img src={uploadUrl(of[place] ?? '')} alt={`${alt}, ${place + 1} of ${of.length}`} className="max-h-[80dvh] w-full object-contain" />
      <div className="flex items-center justify-end gap-1 p-3">
        <p aria-live="polite" className="flex-1 pl-2 text-sm text-muted tabular-nums">
          {place + 1} of {of.length}
        </p>
        {of.length > 1 && (
          <>
            <IconButton label="Previous" icon={ChevronLeft} onClick={() => move(-1)} />
            <IconButton label="Next" icon={ChevronRight} onClick={() => move(1)} />
          </>
        )}
        <IconButton label="Close" icon={X} onClick={onClose} />
      </div>
    </dialog>
  )
}

type FieldProps = Control<string[] | null> & {
  label: string
  /** What the server knows the field as: `product.photos`. */
  of: string
}

/** Sends pictures as soon as they are chosen; they are put in order, and the first is the cover. */
export function PicturesField({ label, of, name, value, error, onChange }: FieldProps) {
  const id = useId()
  const pictures = value ?? []
  const { sending, fault, sent, send } = useSending(of, pictures, onChange)
  const note = fault || error

  function move(at: number, step: number) {
    const ordered = [...pictures]
    const [moved] = ordered.splice(at, 1)
    if (moved) ordered.splice(at + step, 0, moved)
    onChange(ordered)
  }

  return (
    <div className="sm:col-span-2">
      <div className="mb-1.5 flex items-baseline justify-between gap-2 text-sm">
        <span className="min-w-0 font-medium wrap-anywhere">{label}</span>
        <span className="text-xs text-muted">Optional, up to {most}</span>
      </div>
      <div className="space-y-4 rounded-lg border border-dashed border-line p-4">
        {pictures.length > 0 && (
          <ol className="flex flex-wrap gap-3">
            {pictures.map((picture, at) => (
              <li key={picture} className="w-28">
                <div className="relative">
                  <img src={sent[picture] ?? uploadUrl(picture)} alt={`${label} ${at + 1}`} className="size-28 rounded-md object-cover" />
                  {at === 0 && <span className="absolute bottom-1 left-1 rounded bg-surface px-1.5 text-xs font-medium">Cover</span>}
                </div>
                <div className="flex justify-between">
                  <IconButton label={`Move picture ${at + 1} forward`} icon={ChevronLeft} disabled={sending || at === 0} onClick={() => move(at, -1)} />
                  <IconButton label={`Remove picture ${at + 1}`} icon={X} disabled={sending} onClick={() => onChange(pictures.filter((other) => other !== picture))} />
                  <IconButton label={`Move picture ${at + 1} back`} icon={ChevronRight} disabled={sending || at === pictures.length - 1} onClick={() => move(at, 1)} />
                </div>
              </li>
            ))}
          </ol>
        )}
        {pictures.length < most && (
          <label
            htmlFor={id}
            className="inline-flex h-10 cursor-pointer items-center gap-2 rounded-lg border border-line px-4 text-sm font-medium focus-within:ring-2 focus-within:ring-accent hover:bg-sunken"
          >
            <ImagePlus aria-hidden className="size-4" />
            {pictures.length > 0 ? 'Add pictures' : 'Choose pictures'}
            <input
              id={id}
              name={name}
              type="file"
              multiple
              aria-label={label}
              aria-describedby={note ? `${id}-note` : undefined}
              aria-invalid={note ? true : undefined}
              accept={kinds}
              disabled={sending}
              className="sr-only"
              onChange={({ target }) => send([...(target.files ?? [])])}
            />
          </label>
        )}
        {sending && <progress aria-label={`Sending ${label}`} className="block h-2 w-32 accent-primary" />}
      </div>
      {note && (
        <p id={`${id}-note`} className="mt-1.5 text-sm text-danger-ink">
          {note}
        </p>
      )}
    </div>
  )
}

/** Sends chosen files one after the other; what is not saved yet cannot be fetched, so it is shown as it is here. */
function useSending(of: string, pictures: string[], onChange: (pictures: string[]) => void) {
  const [sending, setSending] = useState(false)
  const [fault, setFault] = useState('')
  const [sent, setSent] = useState<Record<string, string>>({})
  const urls = useRef<string[]>([])
  useEffect(() => () => urls.current.forEach((url) => URL.revokeObjectURL(url)), [])

  async function send(files: File[]) {
    const room = most - pictures.length
    let held = pictures
    setSending(true)
    setFault(files.length > room ? `At most ${most} pictures: the first ${room} were taken.` : '')
    for (const file of files.slice(0, room)) {
      try {
        // One after the other, so that they keep the order in which they were chosen.
        // oxlint-disable-next-line no-await-in-loop
        const picture = await sendFile(of, file)
        const url = URL.createObjectURL(file)
        urls.current.push(url)
        setSent((known) => ({ ...known, [picture]: url }))
        held = [...held, picture]
        onChange(held)
      } catch (refusal) {
        setFault(`${file.name}: ${messageOf(refusal)}`)
      }
    }
    setSending(false)
  }

  return { sending, fault, sent, send }
}
