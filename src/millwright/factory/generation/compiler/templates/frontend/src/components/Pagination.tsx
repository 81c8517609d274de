import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Page } from '../lib/types'
import { Button } from './Button'

interface Props {
  page: Page<unknown>
  onPage: (page: number) => void
}

export function Pagination({ page: { page, size, total }, onPage }: Props) {
  const last = Math.max(1, Math.ceil(total / size))
  const first = (page - 1) * size + 1
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 border-t border-line px-5 py-3">
      <p className="text-sm text-muted tabular-nums">
        {first}–{Math.min(page * size, total)} of {total}
      </p>
      {last > 1 && (
        <div className="flex gap-2">
          <Button variant="secondary" icon={ChevronLeft} disabled={page <= 1} onClick={() => onPage(page - 1)}>
            Previous
          </Button>
          <Button variant="secondary" disabled={page >= last} onClick={() => onPage(page + 1)}>
            Next
            <ChevronRight aria-hidden className="size-4" />
          </Button>
        </div>
      )}
    </nav>
  )
}
