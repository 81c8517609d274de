import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useRef } from 'react'
import { aibuild, of, pixell } from '@/api/client'
import { ApiError } from '@/api/errors'
import { keys } from '@/api/keys'
import { type Profile as Person, profileQuery } from '@/api/profile'
import { Section } from '@/shell/Page'
import { Leaf } from '@/shell/Suite'
import { Answered, Badge, Button, Form, Skeleton, tell, TextField } from '@/ui'
import { exactly, text } from '../given'
import { Appearance } from './Appearance'
import { Sessions } from './Sessions'

/** One's own account. */
export function Profile() {
  const profile = useQuery(profileQuery)
  return (
    <Leaf title="Profile" description="Your account, the same in every organization you belong to.">
      <Section title="About you">
        <Answered query={profile} what="Your profile" waiting={<Skeleton className="h-50" />}>
          {(person) => <About person={person} />}
        </Answered>
      </Section>
      <Appearance />
      <Section title="Password" description="Changing it signs out your other sessions. API keys keep working.">
        <Password />
      </Section>
      <Sessions />
    </Leaf>
  )
}

function About({ person }: { person: Person }) {
  const client = useQueryClient()
  const submit = useMutation({
    mutationFn: (given: FormData) => of(aibuild.PATCH('/aibuild/v1/profile', { body: { name: text(given, 'name') } })),
    onSuccess: (changed) => {
      client.setQueryData(keys.profile, changed)
      tell('Name saved')
    },
  })
  return (
    <div className="flex flex-col gap-5 rounded-lg border bg-surface p-4">
      <div>
        <p className="text-sm font-medium">Email</p>
        <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <span className="text-sm break-all">{person.email}</span>
          {person.emailVerified ? <Badge tone="ok" dot>Confirmed</Badge> : <Unconfirmed email={person.email} />}
        </div>
      </div>
      <Form submit={submit} names={['name']}>
        {(faults) => (
          <div className="flex items-start gap-2">
            <div className="max-w-80 grow">
              <TextField name="name" label="Name" autoComplete="name" defaultValue={person.name} maxLength={200} required fault={faults.name} />
            </div>
            <Button type="submit" busy={submit.isPending} className="mt-[1.625rem] h-9 max-sm:h-11">
              Save
            </Button>
          </div>
        )}
      </Form>
    </div>
  )
}

function Unconfirmed({ email }: { email: string }) {
  const send = useMutation({
    mutationFn: () => of(pixell.POST('/pixell/api/auth/verify/resend', { body: { email } })),
    onSuccess: () => tell('Email requested', 'If this installation confirms addresses, a link is on its way.'),
  })
  return (
    <>
      <Badge tone="warn" dot>
        Not confirmed
      </Badge>
      <Button size="sm" look="quiet" busy={send.isPending} onClick={() => send.mutate()}>
        Send confirmation email
      </Button>
    </>
  )
}

function Password() {
  const client = useQueryClient()
  const place = useRef<HTMLDivElement>(null)
  const submit = useMutation({
    mutationFn: (given: FormData) => changePassword(exactly(given, 'old_password'), exactly(given, 'new_password')),
    onSuccess: () => {
      clear(place)
      void client.invalidateQueries({ queryKey: keys.sessions })
      tell('Password changed', 'All other sessions were signed out.')
    },
  })
  return (
    <div ref={place} className="rounded-lg border bg-surface p-4">
      <Form
        submit={submit}
        names={['old_password', 'new_password']}
        foot={
          <div>
            <Button type="submit" busy={submit.isPending}>
              Change password
            </Button>
          </div>
        }
      >
        {(faults) => (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              name="old_password"
              type="password"
              label="Current password"
              autoComplete="current-password"
              required
              fault={faults.old_password}
            />
            <TextField
              name="new_password"
              type="password"
              label="New password"
              autoComplete="new-password"
              placeholder="At least 8 characters"
              minLength={8}
              maxLength={1024}
              required
              fault={faults.new_password}
            />
          </div>
        )}
      </Form>
    </div>
  )
}

/** That the current password was wrong is said at its input, though the contract names none. */
async function changePassword(old_password: string, new_password: string): Promise<unknown> {
  try {
    return await of(pixell.POST('/pixell/api/auth/password', { body: { old_password, new_password } }))
  } catch (error) {
    if (error instanceof ApiError && error.code === 'password_wrong') {
      throw new ApiError(error.status, error.code, error.message, { old_password: error.message })
    }
    throw error
  }
}

function clear(place: RefObject<HTMLElement | null>) {
  place.current?.querySelector('form')?.reset()
}
