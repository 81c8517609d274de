import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { of, pixell } from '@/api/client'
import { ApiError, wordsOf } from '@/api/errors'
import { signIn } from '@/api/session'
import { Mark } from '@/shell/Mark'
import { useTitle } from '@/shell/Page'
import { Button, CheckField, TextField } from '@/ui'

const LINK = 'font-medium max-sm:inline-flex max-sm:min-h-11 max-sm:items-center text-accent-ink underline-offset-4 hover:underline'

export function SignIn() {
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const submit = useMutation({
    mutationFn: (given: FormData) => signIn(text(given, 'email'), text(given, 'password'), given.get('remember') === 'on'),
    onSuccess: () => navigate({ href: next ?? '/' }),
  })
  return (
    <Sheet
      title="Sign in to Millwright"
      foot={
        <>
          New here?{' '}
          <Link to="/sign-up" search={{ next }} className={LINK}>
            Create account
          </Link>
        </>
      }
    >
      <Form submit={submit} action="Sign in">
        {(faults) => (
          <>
            <TextField name="email" type="email" label="Email" autoComplete="username" required autoFocus fault={faults.email} />
            <div className="relative">
              <TextField name="password" type="password" label="Password" autoComplete="current-password" required fault={faults.password} />
              <Link to="/forgot-password" className={`${LINK} absolute top-0 right-0 text-xs leading-5 max-sm:-top-3 max-sm:flex max-sm:h-11 max-sm:items-center`}>
                Forgot password?
              </Link>
            </div>
            <CheckField name="remember" label="Keep me signed in on this device" defaultChecked />
          </>
        )}
      </Form>
    </Sheet>
  )
}

export function SignUp() {
  const { next } = useSearch({ from: '/sign-up' })
  const navigate = useNavigate()
  const [sentTo, setSentTo] = useState<string>()
  const submit = useMutation({
    mutationFn: async (given: FormData) => {
      const email = text(given, 'email')
      const password = text(given, 'password')
      const body = { email, password, organizationName: text(given, 'organizationName') }
      await of(pixell.POST('/pixell/api/auth/signup', { body }))
      try {
        await signIn(email, password, true)
        await navigate({ href: next ?? '/' })
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 'email_unverified')) throw error
        setSentTo(email)
      }
    },
  })
  if (sentTo !== undefined) return <CheckMail to={sentTo} />
  return (
    <Sheet
      title="Create account"
      foot={
        <>
          Already have an account?{' '}
          <Link to="/sign-in" search={{ next }} className={LINK}>
            Sign in
          </Link>
        </>
      }
    >
      <Form submit={submit} action="Create account">
        {(faults) => (
          <>
            <TextField name="email" type="email" label="Email" autoComplete="username" required autoFocus fault={faults.email} />
            <TextField
              name="password"
              type="password"
              label="Password"
              hint="At least 8 characters. A few words work well."
              autoComplete="new-password"
              minLength={8}
              required
              fault={faults.password}
            />
            <TextField
              name="organizationName"
              label="Organization"
              hint="The name of your team, or your own."
              autoComplete="organization"
              required
              fault={faults.organizationName}
            />
          </>
        )}
      </Form>
    </Sheet>
  )
}

function CheckMail({ to }: { to: string }) {
  return (
    <Sheet title="Check your email" foot={<Link to="/sign-in" className={LINK}>Sign in</Link>}>
      <p className="text-sm text-muted">
        We sent a link to <strong className="font-medium text-ink">{to}</strong>. Open it to confirm the address, then sign in. If this
        installation has no mail server, its administrator finds the link under System, Mail.
      </p>
    </Sheet>
  )
}

export function Forgot() {
  const submit = useMutation({
    mutationFn: (given: FormData) => of(pixell.POST('/pixell/api/auth/password/forgot', { body: { email: text(given, 'email') } })),
  })
  return (
    <Sheet title="Reset your password" foot={<Link to="/sign-in" className={LINK}>Back to sign in</Link>}>
      {submit.isSuccess ? (
        <p role="status" className="text-sm text-muted">
          If there is an account with this address, an email with a link is on its way. If this installation has no mail server, its
          administrator finds the link under System, Mail.
        </p>
      ) : (
        <Form submit={submit} action="Send reset link">
          {(faults) => (
            <TextField name="email" type="email" label="Email" autoComplete="username" required autoFocus fault={faults.email} />
          )}
        </Form>
      )}
      <p className="mt-6 border-t pt-4 text-xs text-faint">
        New installation? The administrator’s password was printed once, when Millwright first started.
      </p>
    </Sheet>
  )
}

function text(given: FormData, name: string): string {
  const value = given.get(name)
  return typeof value === 'string' ? value : ''
}

function Sheet({ title, children, foot }: { title: string; children: ReactNode; foot: ReactNode }) {
  useTitle(title)
  return (
    <main className="flex min-h-full flex-col items-center justify-center px-5 pt-10 pb-[12dvh] max-sm:pb-10">
      <Mark className="mb-5 size-9 text-accent" />
      <h1 className="text-xl">{title}</h1>
      <p className="mt-1 text-sm text-muted">Describe an application. Get it running.</p>
      <div className="mt-6 w-full max-w-80">{children}</div>
      <p className="mt-6 text-sm text-muted">{foot}</p>
    </main>
  )
}

interface FormProps {
  submit: { mutate: (given: FormData) => void; isPending: boolean; error: Error | null }
  action: string
  children: (faults: Readonly<Record<string, string>>) => ReactNode
}

/** What was refused stands beside the field it is about, or, being about none, above the button. */
function Form({ submit, action, children }: FormProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    submit.mutate(new FormData(event.currentTarget))
  }
  const faults = submit.error instanceof ApiError ? submit.error.fields : {}
  const general = submit.error && Object.keys(faults).length === 0 ? wordsOf(submit.error) : null
  return (
    <form onSubmit={send} className="flex flex-col gap-4">
      {children(faults)}
      <p role="alert" className={general ? 'rounded-md bg-bad-soft px-3 py-2 text-sm text-bad' : 'hidden'}>
        {general}
      </p>
      <Button type="submit" look="primary" size="lg" busy={submit.isPending} className="w-full">
        {action}
      </Button>
    </form>
  )
}
