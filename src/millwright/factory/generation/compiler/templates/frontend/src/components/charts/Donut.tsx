import type { ChartData } from '../../lib/types'
import { colourOf, formatUnit, labelOf, Legend, Mark } from './shared'

const radius = 42
const around = 2 * Math.PI * radius

/** Shares of a whole as a ring, with the whole in its middle. */
export function Donut({ chart: { points, unit } }: { chart: ChartData }) {
  const total = points.reduce((sum, point) => sum + Math.max(point.value, 0), 0)
  const share = (value: number) => Math.max(value, 0) / total
  const starts = points.map((_, position) => points.slice(0, position).reduce((sum, point) => sum + share(point.value), 0))
  return (
    <div aria-hidden>
      <div className="relative mx-auto size-52">
        <svg viewBox="0 0 100 100" className="size-full -rotate-90">
          {points.map((point, position) => (
            <Mark key={point.label} point={point} unit={unit} drawn>
              <circle
                cx={50}
                cy={50}
                r={radius}
                fill="none"
                strokeWidth={14}
                stroke={colourOf(position)}
                strokeDasharray={`${share(point.value) * around} ${around}`}
                strokeDashoffset={-(starts[position] ?? 0) * around}
              >
                <title>{`${labelOf(point)}: ${formatUnit(unit, point.value)}`}</title>
              </circle>
            </Mark>
          ))}
        </svg>
        <p className="pointer-events-none absolute inset-0 grid place-content-center text-center">
          <span className="text-xl font-semibold tabular-nums">{formatUnit(unit, total)}</span>
          <span className="text-xs text-muted">in all</span>
        </p>
      </div>
      <Legend labels={points.map((point) => `${labelOf(point)} (${Math.round(share(point.value) * 100)} %)`)} />
    </div>
  )
}
