import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState, type PointerEvent } from 'react'
import { Link } from 'react-router'
import type { Stored } from '../../lib/types'
import { useResource } from '../../lib/useResource'
import { IconButton } from '../Button'
import { Cover } from './cards'
import type { PublicKind } from './kinds'

interface Props<Row extends Stored> {
  kind: PublicKind<Row>
  title?: string
  text?: string
  limit: number
}

const seconds = 6
/** How far a finger or the mouse has to go, in pixels. */
const swiped = 40

/** Some records one after the other. It moves by itself until somebody stops it, or prefers less motion. */
export function Carousel<Row extends Stored>({ kind, title, text, limit }: Props<Row>) {
  const { records } = kind
  const { data } = useResource('carousel', () => records.list(`size=${limit}`))
  const [place, setPlace] = useState(0)
  const [playing, setPlaying] = useState(() => !matchMedia('(prefers-reduced-motion: reduce)').matches)
  const [held, setHeld] = useState(false)
  const rows = data?.items ?? []
  const move = (step: number) => setPlace((place + step + rows.length) % Math.max(rows.length, 1))
  const advance = useEffectEvent(() => move(1))
  const began = useRef(0)
  const isSwipe = ({ clientX }: { clientX: number }) => Math.abs(clientX - began.current) > swiped

  function release(event: PointerEvent) {
    if (isSwipe(event)) move(event.clientX < began.current ? 1 : -1)
  }

  useEffect(() => {
    if (!playing || held) return
    const timer = setInterval(advance, seconds * 1000)
    return () => clearInterval(timer)
  }, [playing, held])

  const row = rows[place]
  if (!row) return null
  return (
    <section
      aria-roledescription="carousel"
      aria-label={title ?? records.many}
      className="section"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={({ key }) => (key === 'ArrowRight' ? move(1) : key === 'ArrowLeft' && move(-1))}
    >
      {title && <h2 className="mb-2 text-2xl">{title}</h2>}
      {text && <p className="mb-4 text-muted">{text}</p>}
      <div className="bar overflow-hidden rounded-3xl">
        <div
          className="grid touch-pan-y select-none md:grid-cols-2"
          role="group"
          aria-roledescription="slide"
          aria-label={`${place + 1} of ${rows.length}`}
          onPointerDown={({ clientX }) => (began.current = clientX)}
          onPointerUp={release}
          onDragStart={(event) => event.preventDefault()}
          onClickCapture={(event) => event.detail > 0 && isSwipe(event) && event.preventDefault()}
        >
          <div className="aspect-4/3 overflow-hidden">
            <Cover kind={kind} row={row} />
          </div>
          <div className="flex flex-col items-start justify-center gap-3 p-6 sm:p-10">
            <h3 className="text-2xl">
              <Link to={`${records.publicPath}/${row.id}`} className="underline-offset-4 hover:underline">
                {records.title(row)}
              </Link>
            </h3>
            <p className="line-clamp-3">{kind.face(row).summary}</p>
            <p className="text-lg font-semibold empty:hidden">{kind.face(row).price}</p>
          </div>
        </div>
        <div className="flex items-center gap-1 border-t border-line px-3 py-2">
          <IconButton label="Previous slide" icon={ChevronLeft} onClick={() => move(-1)} />
          <IconButton label="Next slide" icon={ChevronRight} onClick={() => move(1)} />
          <IconButton label={playing ? 'Pause' : 'Play'} icon={playing ? Pause : Play} onClick={() => setPlaying(!playing)} />
          <div className="ml-auto flex">
            {rows.map(({ id }, dot) => (
              <button
                key={id}
                type="button"
                aria-label={`Slide ${dot + 1}`}
                aria-current={dot === place}
                onClick={() => setPlace(dot)}
                className="group grid size-7 place-items-center"
              >
                <span className="size-2.5 rounded-full border border-primary group-aria-current:bg-primary" />
              </button>
            ))}
          </div>
        </div>
      </div>
    </section>
  )
}
