import type { Choice } from '../lib/choices'

/** The label of a choice in its colour. Nothing where no choice was made. */
export function Badge({ of, value }: { of: Choice[]; value: string | null }) {
  const choice = of.find((candidate) => candidate.value === value)
  return choice && <span className={`badge badge-${choice.tone}`}>{choice.label}</span>
}
