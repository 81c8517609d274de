import type { ChartData } from '../../lib/types'
import { formatUnit, labelOf, Mark } from './shared'

/** Two choices against each other: the more there is, the deeper the colour. */
export function HeatMap({ chart: { points, series, unit } }: { chart: ChartData }) {
  const top = Math.max(...points.flatMap((point) => point.parts), 1)
  return (
    <div aria-hidden className="overflow-x-auto text-xs">
      <div className="grid min-w-fit gap-1" style={{ gridTemplateColumns: `minmax(5rem, auto) repeat(${series.length}, minmax(3rem, 1fr))` }}>
        <span />
        {series.map((label) => (
          <span key={label} className="pb-1 text-center text-muted wrap-break-word">
            {label}
          </span>
        ))}
        {points.map((point) => (
          <Mark key={point.label} point={point} unit={unit}>
            <span className="self-center pr-2 text-muted">{labelOf(point)}</span>
            {point.parts.map((part, position) => (
              <span
                key={series[position]}
                title={`${labelOf(point)}, ${series[position]}: ${formatUnit(unit, part)}`}
                className="grid h-10 place-items-center rounded-md font-medium tabular-nums"
                style={{ background: `color-mix(in oklab, var(--color-chart) ${Math.round((part / top) * 45)}%, var(--color-sunken))` }}
              >
                {formatUnit(unit, part)}
              </span>
            ))}
          </Mark>
        ))}
      </div>
    </div>
  )
}
