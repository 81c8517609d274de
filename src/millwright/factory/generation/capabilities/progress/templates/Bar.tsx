/** How much of a whole is done. */
export function Bar({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <div>
      <progress aria-label={label} value={done} max={total || 1} className="h-2 w-full accent-primary" />
      <p className="text-sm text-muted tabular-nums">
        {done} of {total} done
      </p>
    </div>
  )
}
