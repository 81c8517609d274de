import type { ChartData } from '../../lib/types'
import { formatUnit, labelOf, Mark } from './shared'

/** Room for the value behind the longest bar, so that none is shortened for want of it. */
const VALUE = '7rem'

/** Bars that lie, longest names and all. */
export function Bars({ chart: { points, unit } }: { chart: ChartData }) {
  const top = Math.max(...points.map((point) => point.value), 1)
  return (
    <div aria-hidden className="grid gap-3">
      {points.map((point) => (
        <Mark key={point.label} point={point} unit={unit}>
          <div className="group grid grid-cols-[minmax(6rem,35%)_1fr] items-center gap-3 text-sm">
            <span className="truncate text-muted group-hover:text-ink">{labelOf(point)}</span>
            <span className="flex items-center gap-2">
              <span
                className="h-6 min-w-0.5 shrink-0 rounded-md bg-chart transition-opacity group-hover:opacity-80"
                style={{ width: `calc((100% - ${VALUE}) * ${Math.max(point.value, 0) / top})` }}
              />
              <span className="shrink-0 font-medium tabular-nums">{formatUnit(unit, point.value)}</span>
            </span>
          </div>
        </Mark>
      ))}
    </div>
  )
}
