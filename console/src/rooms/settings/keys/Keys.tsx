import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Ellipsis, KeyRound, Plus, RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { aibuild, type Ai, of } from '@/api/client'
import { keys } from '@/api/keys'
import { useMay } from '@/api/profile'
import { projectsQuery } from '@/api/projects'
import { Leaf } from '@/shell/Suite'
import { Answered, Button, type Column, Confirm, EmptyState, Menu, MenuItem, Pager, RowsWaiting, Table, tell, Time, useLast } from '@/ui'
import { KeyDialog, type MadeKey } from './KeyDialog'
import { SecretDialog } from './SecretDialog'

type Key = Ai['KeyOut']

/** What a key may do; keys that were made through another contract are named by that. */
const KINDS: Readonly<Record<string, string>> = {
  user: 'Full access',
  read: 'Read-only',
  project: 'Project',
  live: 'Pixell',
  forge: 'Nexus Forge',
  orchestrator: 'CoordinAItor',
  enterprise: 'Enterprise',
}

/** The keys that programs come with. */
export function Keys() {
  const { page = 1 } = useSearch({ from: '/signed-in/settings/keys' })
  const navigate = useNavigate({ from: '/settings/keys' })
  const may = useMay()
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<MadeKey | null>(null)
  const found = useQuery({
    queryKey: [...keys.apiKeys, page],
    queryFn: () => of(aibuild.GET('/aibuild/v1/api-keys', { params: { query: { page, limit: 20 } } })),
    placeholderData: keepPreviousData,
  })
  const make = may('keys:write') && (
    <Button look="primary" icon={<Plus aria-hidden className="size-3.5" />} onClick={() => setMaking(true)}>
      New key
    </Button>
  )
  return (
    <Leaf title="API keys" description="API keys let programs act on your behalf, within the key’s scope." actions={make}>
      <Answered query={found} what="The API keys" waiting={<RowsWaiting />}>
        {(list) =>
          list.apiKeys.length === 0 ? (
            <EmptyState icon={<KeyRound aria-hidden />} title="No keys yet" framed>
              Create one for the command line, a script, or another system that builds with Millwright.
            </EmptyState>
          ) : (
            <>
              <KeyTable rows={list.apiKeys} onMade={setMade} />
              <Pager of={list.pagination} onPage={(next) => void navigate({ search: next > 1 ? { page: next } : {} })} />
            </>
          )
        }
      </Answered>
      <KeyDialog
        open={making}
        onClose={() => setMaking(false)}
        onMade={(key) => {
          setMaking(false)
          setMade(key)
        }}
      />
      <SecretDialog made={made} onClose={() => setMade(null)} />
    </Leaf>
  )
}

function KeyTable({ rows, onMade }: { rows: readonly Key[]; onMade: (made: MadeKey) => void }) {
  const may = useMay()
  const [asking, setAsking] = useState<{ key: Key; what: 'rotate' | 'revoke' } | null>(null)
  const projects = useQuery(projectsQuery({ limit: 50 }))
  const nameOf = (id: string) => projects.data?.projects.find((project) => project.id === id)?.name ?? id
  const columns: Column<Key>[] = [
    {
      name: 'name',
      label: 'Key',
      className: 'w-full max-w-0',
      cell: (key) => (
        <>
          <p className="truncate font-medium" title={key.name}>
            {key.name}
          </p>
          <p className="truncate text-xs text-faint">
            <span className="font-mono">{key.preview}</span>
            {!key.mine && <span className="max-sm:hidden"> · another member’s</span>}
          </p>
          <p className="truncate text-xs text-faint sm:hidden">
            {KINDS[key.type] ?? key.type}
            {!key.mine && ' · another member’s'}
          </p>
        </>
      ),
    },
    {
      name: 'kind',
      label: 'Scope',
      wide: true,
      className: 'whitespace-nowrap',
      cell: (key) => (
        <>
          <p>{KINDS[key.type] ?? key.type}</p>
          {key.projectId && <p className="max-w-40 truncate text-xs text-faint">{nameOf(key.projectId)}</p>}
        </>
      ),
    },
    { name: 'made', label: 'Created', wide: true, className: 'whitespace-nowrap text-muted', cell: (key) => <Time at={key.createdAt} /> },
    { name: 'used', label: 'Last used', className: 'whitespace-nowrap text-muted', cell: (key) => (key.lastUsedAt ? <Time at={key.lastUsedAt} /> : 'Never') },
    {
      name: 'actions',
      label: 'Actions',
      bare: true,
      cell: (key) =>
        may('keys:write') && (
          <Menu
            trigger={
              <Button look="quiet" size="sm" square aria-label={`Actions for ${key.name}`}>
                <Ellipsis aria-hidden className="size-4" />
              </Button>
            }
          >
            {key.mine && (
              <MenuItem icon={<RotateCw aria-hidden />} onSelect={() => setAsking({ key, what: 'rotate' })}>
                Rotate…
              </MenuItem>
            )}
            <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setAsking({ key, what: 'revoke' })}>
              Revoke…
            </MenuItem>
          </Menu>
        ),
    },
  ]
  const close = () => setAsking(null)
  return (
    <>
      <Table label="API keys" columns={columns} rows={rows} keyOf={(key) => key.id} />
      <RotateKey asked={asking?.what === 'rotate' ? asking.key : null} onClose={close} onMade={onMade} />
      <RevokeKey asked={asking?.what === 'revoke' ? asking.key : null} onClose={close} />
    </>
  )
}

function RotateKey({ asked, onClose, onMade }: { asked: Key | null; onClose: () => void; onMade: (made: MadeKey) => void }) {
  const client = useQueryClient()
  const key = useLast(asked)
  const rotate = useMutation({
    mutationFn: (id: string) => of(aibuild.POST('/aibuild/v1/api-keys/{key_id}/rotate', { params: { path: { key_id: id } } })),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: keys.apiKeys })
      onMade(made)
    },
  })
  return (
    <Confirm
      open={asked !== null}
      onClose={onClose}
      title={`Rotate “${key?.name ?? ''}”?`}
      action="Rotate"
      onConfirm={async () => asked && (await rotate.mutateAsync(asked.id))}
    >
      It gets a new secret, shown once. The current one stops working at once: update whatever uses it.
    </Confirm>
  )
}

function RevokeKey({ asked, onClose }: { asked: Key | null; onClose: () => void }) {
  const client = useQueryClient()
  const key = useLast(asked)
  const revoke = useMutation({
    mutationFn: (id: string) => of(aibuild.DELETE('/aibuild/v1/api-keys/{key_id}', { params: { path: { key_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apiKeys }),
  })
  return (
    <Confirm
      open={asked !== null}
      onClose={onClose}
      title={`Revoke “${key?.name ?? ''}”?`}
      action="Revoke"
      onConfirm={async () => {
        if (asked) await revoke.mutateAsync(asked.id)
        tell('Key revoked')
      }}
    >
      Whatever uses it stops working at once. This cannot be undone.
    </Confirm>
  )
}
