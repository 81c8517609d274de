import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Mail as Icon } from 'lucide-react'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { Leaf } from '@/shell/Suite'
import { Answered, Badge, Button, type Column, CopyButton, Dialog, EmptyState, Pager, RowsWaiting, Skeleton, Table, Time, type Tone, useLast } from '@/ui'

type Letter = Ai['MailOut']

/** Whoever opens this room mostly waits for a letter. */
const EVERY = 2_000

const STATES: Readonly<Record<Letter['state'], { label: string; tone: Tone }>> = {
  pending: { label: 'Queued', tone: 'info' },
  sent: { label: 'Sent', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  kept: { label: 'Kept', tone: 'neutral' },
}

/** What Millwright has written; where there is no mail server this is the only way to it. */
export function Mail() {
  const { page = 1, mail } = useSearch({ from: '/signed-in/system/mail' })
  const navigate = useNavigate({ from: '/system/mail' })
  const found = useQuery({
    queryKey: [...keys.mail, 'list', page],
    queryFn: () => of(aibuild.GET('/aibuild/v1/mail', { params: { query: { page, limit: 20 } } })),
    placeholderData: keepPreviousData,
    refetchInterval: EVERY,
  })
  return (
    <Leaf
      title="Mail"
      description="Outgoing email of all organizations. Without a mail server, messages are kept here."
    >
      <Answered query={found} what="The mail" waiting={<RowsWaiting />}>
        {(list) =>
          list.mail.length === 0 ? (
            <EmptyState icon={<Icon aria-hidden />} title="No mail yet" framed>
              Email confirmations, password resets and invitations appear here.
            </EmptyState>
          ) : (
            <>
              <p className="mb-3 text-xs text-faint">Treat the links in them like passwords.</p>
              <Table label="Mail" columns={COLUMNS} rows={list.mail} keyOf={(item) => item.id} />
              <Pager of={list.pagination} onPage={(next) => void navigate({ search: next > 1 ? { page: next } : {} })} />
            </>
          )
        }
      </Answered>
      <LetterDialog id={mail ?? null} onClose={() => void navigate({ search: (before) => ({ ...before, mail: undefined }), replace: true })} />
    </Leaf>
  )
}

const COLUMNS: readonly Column<Letter>[] = [
  {
    name: 'subject',
    label: 'Subject',
    className: 'w-full max-w-0',
    cell: (item) => (
      <>
        <Link
          from="/system/mail"
          to="."
          search={(before) => ({ ...before, mail: item.id })}
          className="block truncate font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {item.subject}
        </Link>
        <p className="truncate text-xs text-faint">to {item.to}</p>
        <p className="text-xs text-faint sm:hidden">
          <Time at={item.createdAt} />
        </p>
      </>
    ),
  },
  { name: 'at', label: 'Created', wide: true, className: 'whitespace-nowrap text-muted', cell: (item) => <Time at={item.createdAt} /> },
  { name: 'state', label: 'Status', cell: (item) => <LetterState state={item.state} /> },
]

function LetterState({ state }: { state: Letter['state'] }) {
  const { label, tone } = STATES[state]
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}

/** One mail as plain text: nothing in it is a link or a picture here. */
function LetterDialog({ id, onClose }: { id: string | null; onClose: () => void }) {
  const shown = useLast(id)
  const found = useQuery({
    queryKey: [...keys.mail, shown],
    queryFn: () => of(aibuild.GET('/aibuild/v1/mail/{mail_id}', { params: { path: { mail_id: shown ?? '' } } })),
    enabled: id !== null,
    gcTime: 0,
  })
  return (
    <Dialog
      open={id !== null}
      onClose={onClose}
      wide
      title={found.data?.subject ?? 'Mail'}
      description={found.data && `to ${found.data.to}`}
      actions={
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Answered query={found} what="The mail" waiting={<Skeleton className="h-52" />}>
        {(mail) => (
          <>
            <p className="mb-3 flex flex-wrap items-center gap-2 text-sm text-muted">
              <LetterState state={mail.state} />
              <span>
                created <Time at={mail.createdAt} />
                {mail.sentAt && (
                  <>
                    , sent <Time at={mail.sentAt} />
                  </>
                )}
              </span>
            </p>
            {mail.error && <p className="mb-3 rounded-md bg-bad-soft px-3 py-2 text-sm break-words text-bad">{mail.error}</p>}
            {mail.body ? (
              <div className="relative">
                <pre tabIndex={0} role="region" aria-label="Message" className="max-h-80 overflow-auto rounded-md bg-sunken py-3 pr-11 pl-3.5 font-mono text-xs break-words whitespace-pre-wrap">
                  {mail.body}
                </pre>
                <div className="absolute top-1.5 right-1.5">
                  <CopyButton text={mail.body} label="Copy message" />
                </div>
              </div>
            ) : (
              <p className="text-sm text-muted">Sent more than 30 days ago; its text is no longer kept.</p>
            )}
          </>
        )}
      </Answered>
    </Dialog>
  )
}
