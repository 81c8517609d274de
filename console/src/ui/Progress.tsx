import { Progress as Base } from '@base-ui/react/progress'
import clsx from 'clsx'
import type { Tone } from './Badge'

const FILLS: Partial<Record<Tone, string>> = { bad: 'bg-bad', ok: 'bg-ok', neutral: 'bg-line-strong', warn: 'bg-warn' }

/** How far something is, 0 to 100. */
export function Progress({ label, percent, tone = 'accent', className }: { label: string; percent: number; tone?: Tone; className?: string }) {
  return (
    <Base.Root value={percent} aria-label={label} className={className}>
      <Base.Track className="h-1 overflow-hidden rounded-full bg-hover">
        <Base.Indicator className={clsx('h-full rounded-full transition-[width] duration-300 ease-calm', FILLS[tone] ?? 'bg-accent')} />
      </Base.Track>
    </Base.Root>
  )
}
