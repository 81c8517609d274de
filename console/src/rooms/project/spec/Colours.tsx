import type { PlanOut } from './PlanParts'

/** The colours of an application, each with its number. */
export function Colours({ plan }: { plan: PlanOut }) {
  return (
    <div className="flex flex-wrap gap-4">
      <Swatch colour={plan.primary} label="Primary" />
      {plan.background && <Swatch colour={plan.background} label="Background" />}
    </div>
  )
}

function Swatch({ colour, label }: { colour: string; label: string }) {
  return (
    <div className="flex items-center gap-2.5">
      <span className="size-8 rounded-md border" style={{ backgroundColor: colour }} />
      <span>
        <span className="block text-xs text-muted">{label}</span>
        <span className="block font-mono text-xs">{colour}</span>
      </span>
    </div>
  )
}
