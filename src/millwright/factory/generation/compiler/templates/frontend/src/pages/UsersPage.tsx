import { Plus, UserCog } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../components/Button'
import { Dialog } from '../components/Dialog'
import { CheckboxField, ChoiceField, TextField } from '../components/fields'
import { FormMessage } from '../components/FormMessage'
import { PageHeader } from '../components/PageHeader'
import { Pagination } from '../components/Pagination'
import { EmptyState, ErrorState, Skeleton } from '../components/states'
import { useToast } from '../components/Toast'
import { api, messageOf } from '../lib/api'
import { roleLabels } from '../lib/permissions'
import type { Role } from '../lib/permissions'
import type { Account } from '../lib/types'
import { useForm } from '../lib/useForm'
import { useListQuery } from '../lib/useListQuery'
import { useResource } from '../lib/useResource'

const roles = (Object.keys(roleLabels) as Role[]).map((value) => ({ value, label: roleLabels[value] }))

export function UsersPage() {
  const query = useListQuery()
  const users = useResource(query.search, () => api.users.list(query.search))
  const [editing, setEditing] = useState<Account | 'new' | null>(null)

  return (
    <>
      <PageHeader title="Users" note="Who may sign in, and as what.">
        <Button icon={Plus} onClick={() => setEditing('new')}>
          Add user
        </Button>
      </PageHeader>
      <section aria-label="Users" className="card overflow-hidden">
        {users.error && <ErrorState error={users.error} onRetry={users.reload} />}
        {!users.data && users.loading && <Skeleton />}
        {users.data?.total === 0 && <EmptyState icon={UserCog} title="No users" hint="Add the first one." />}
        <ul className="divide-y divide-line">
          {users.data?.items.map((user) => (
            <li key={user.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4 text-sm">
              <div className="min-w-0">
                <p className="font-medium break-words">{user.name}</p>
                <p className="break-words text-muted">{user.email}</p>
              </div>
              <div className="flex items-center gap-4">
                <span className="text-muted">
                  {roleLabels[user.role]}
                  {!user.active && ', deactivated'}
                </span>
                <Button variant="secondary" aria-label={`Edit ${user.name}`} onClick={() => setEditing(user)}>
                  Edit
                </Button>
              </div>
            </li>
          ))}
        </ul>
        {users.data && users.data.total > 0 && (
          <Pagination page={users.data} onPage={(page) => query.set({ page: String(page) })} />
        )}
      </section>
      {editing && (
        <UserDialog
          user={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={users.reload}
        />
      )}
    </>
  )
}

interface DialogProps {
  user: Account | null
  onClose: () => void
  onSaved: () => void
}

interface Fields {
  name: string | null
  email: string | null
  role: Role | null
  active: boolean | null
  password: string | null
}

function UserDialog({ user, onClose, onSaved }: DialogProps) {
  const toast = useToast()
  const initial: Fields = user
    ? { ...user, password: null }
    : { name: null, email: null, role: null, active: true, password: null }
  const form = useForm(initial, async ({ name, email, role, password }, changes) => {
    await (user ? api.users.update(user.id, changes) : api.users.create({ name, email, role, password }))
    finish(`${name} was saved.`)
  })

  function finish(message: string) {
    toast(message)
    onSaved()
    onClose()
  }

  async function remove({ id, name }: Account) {
    try {
      await api.users.remove(id)
      finish(`${name} was removed.`)
    } catch (error) {
      toast(messageOf(error), 'error')
    }
  }

  return (
    <Dialog title={user ? user.name : 'Add user'} onClose={onClose}>
      <form ref={form.ref} onSubmit={form.submit} noValidate className="mt-5 space-y-4">
        <FormMessage>{form.message}</FormMessage>
        {!user && (
          <>
            <TextField label="Name" required {...form.field('name')} />
            <TextField label="Email" type="email" required {...form.field('email')} />
          </>
        )}
        <ChoiceField label="Role" choices={roles} required {...form.field('role')} />
        <TextField
          label={user ? 'New password' : 'Password'}
          hint="At least 8 characters."
          type="password"
          autoComplete="new-password"
          minLength={8}
          required={!user}
          {...form.field('password')}
        />
        {user && <CheckboxField label="May sign in" {...form.field('active')} />}
        <div className="flex flex-wrap justify-end gap-2 pt-2">
          {user && (
            <Button variant="quiet" className="mr-auto" onClick={() => remove(user)}>
              Remove
            </Button>
          )}
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={form.saving}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
