import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Ai } from '@/api/client'
import { Button } from './Button'

/** To the page before and after; nothing where there is one page only. */
export function Pager({ of, onPage }: { of: Ai['Pagination']; onPage: (page: number) => void }) {
  if (of.totalPages <= 1) return null
  const first = (of.page - 1) * of.limit + 1
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-4 text-xs text-faint">
      <span className="tabular">
        {first}–{Math.min(of.total, first + of.limit - 1)} of {of.total}
      </span>
      <span className="flex gap-1.5">
        <Button size="sm" disabled={!of.hasPrev} icon={<ChevronLeft aria-hidden className="size-3.5" />} onClick={() => onPage(of.page - 1)}>
          Newer
        </Button>
        <Button size="sm" disabled={!of.hasNext} onClick={() => onPage(of.page + 1)}>
          Older
          <ChevronRight aria-hidden className="ml-1 inline size-3.5" />
        </Button>
      </span>
    </nav>
  )
}
