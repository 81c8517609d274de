/** How much of a whole is done. */
export function Bar({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <div>
      <progress aria-label={label} value={done} max={total || 1} className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-primary" />
      <p className="text-sm text-muted tabular-nums">
        {done} of {total} done
      </p>
    </div>
  )
}
