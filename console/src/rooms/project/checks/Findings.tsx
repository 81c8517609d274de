import { Link } from '@tanstack/react-router'
import type { Ai } from '@/api/client'

/** The files that the editor has; the browser's findings are of pages, which begin with a slash. */
const isFile = (path: string | null): path is string => path !== null && !path.startsWith('/')

interface Props {
  projectId: string
  findings: readonly Ai['FindingOut'][]
  isHead: boolean
}

/** What a check did not like, and where: pressed, the editor opens there. */
export function Findings({ projectId, findings, isHead }: Props) {
  if (findings.length === 0) return null
  return (
    <ul className="flex flex-col gap-3">
      {findings.map((finding) => (
        <li key={`${finding.file} ${finding.line} ${finding.name} ${finding.message}`}>
          <p className="flex flex-wrap items-baseline gap-x-2 text-xs">
            {finding.file &&
              (isHead && isFile(finding.file) ? (
                <Link
                  to="/projects/$projectId/files"
                  params={{ projectId }}
                  search={{ path: finding.file, line: finding.line ?? undefined }}
                  className="font-mono break-all text-accent-ink underline underline-offset-2"
                >
                  {place(finding)}
                </Link>
              ) : (
                <span className="font-mono break-all text-muted">{place(finding)}</span>
              ))}
            {finding.name && <span className="break-all text-faint">{finding.name}</span>}
          </p>
          <pre className="mt-1 max-h-60 overflow-auto font-mono text-xs break-words whitespace-pre-wrap">{finding.message}</pre>
        </li>
      ))}
    </ul>
  )
}

const place = ({ file, line }: Ai['FindingOut']) => (line ? `${file}:${line}` : file)
