/** How much of a whole something has come to, in per cent: a bar with the number. */
export function ShareBar({ of, label }: { of: number | null; label: string }) {
  if (of === null) return null
  const percent = Math.round(of)
  const filled = Math.max(0, Math.min(percent, 100))
  return (
    <span className="inline-flex w-full min-w-28 items-center gap-2">
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={filled}
        className="h-2 flex-1 overflow-hidden rounded-full bg-sunken"
      >
        <span className="block h-full rounded-full bg-primary" style={{ width: `${filled}%` }} />
      </span>
      <span className="tabular-nums">{percent} %</span>
    </span>
  )
}
