import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Ai } from '@/api/client'
import { Button, Progress } from '@/ui'

const FEW = 8
/** Per cent of a file's lines from which it counts as tested. */
const GOOD = 80
const percentOf = (file: Ai['CoverageOut']) => (file.lines === 0 ? 100 : (100 * file.coveredLines) / file.lines)

const APART = /(^|\/)(migrations\/.*|main\.py)$/

/** Files that no test of an application runs, as they do their work before it starts. */
const isApart = (file: Ai['CoverageOut']) => file.coveredLines === 0 && APART.test(file.path)

/** How much of each file the tests ran, the least covered first; what they cannot run comes last, when all is shown. */
export function Coverage({ projectId, files, isHead }: { projectId: string; files: readonly Ai['CoverageOut'][]; isHead: boolean }) {
  const [isAll, setAll] = useState(false)
  const sorted = [...files].sort((one, other) => percentOf(one) - percentOf(other) || one.path.localeCompare(other.path))
  const measured = sorted.filter((file) => !isApart(file))
  const shown = isAll ? [...measured, ...sorted.filter(isApart)] : measured.slice(0, FEW)
  return (
    <section aria-label="Coverage by file" className="mt-8">
      <h3 className="mb-2 text-sm">
        Coverage by file <span className="ml-1 font-normal text-faint">lowest first</span>
      </h3>
      <ul className="divide-y rounded-lg border bg-surface">
        {shown.map((file) => (
          <li key={file.path} className="flex items-center gap-4 px-4 py-2">
            <span className="flex min-w-0 grow font-mono text-xs">
              {isHead ? (
                <Link to="/projects/$projectId/files" params={{ projectId }} search={{ path: file.path }} className="flex min-w-0 hover:underline">
                  <Path of={file.path} />
                </Link>
              ) : (
                <Path of={file.path} />
              )}
            </span>
            <Progress label={`Coverage of ${file.path}`} percent={percentOf(file)} tone={percentOf(file) < GOOD ? 'warn' : 'ok'} className="w-24 shrink-0 max-sm:w-14" />
            <span className="tabular w-10 shrink-0 text-right text-xs text-faint">{Math.round(percentOf(file))}%</span>
          </li>
        ))}
      </ul>
      {sorted.length > Math.min(FEW, measured.length) && (
        <Button look="quiet" size="sm" className="mt-2" onClick={() => setAll(!isAll)}>
          {isAll ? 'Show fewer' : `Show all ${sorted.length}`}
        </Button>
      )}
    </section>
  )
}

/** A path whose folders give way first: files are told apart by their names. */
function Path({ of }: { of: string }) {
  const name = of.lastIndexOf('/') + 1
  return (
    <>
      <span className="truncate">{of.slice(0, name)}</span>
      <span className="max-w-full shrink-0 truncate">{of.slice(name)}</span>
    </>
  )
}
