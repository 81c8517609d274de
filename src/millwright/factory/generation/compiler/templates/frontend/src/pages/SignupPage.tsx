import { Link, useNavigate } from 'react-router'
import { AccountFrame } from '../components/AccountFrame'
import { Button } from '../components/Button'
import { ChoiceField, TextField } from '../components/fields'
import { FormMessage } from '../components/FormMessage'
import { api } from '../lib/api'
import type { Role } from '../lib/permissions'
import { useSession } from '../lib/session'
import { useForm } from '../lib/useForm'

interface Fields {
  name: string | null
  email: string | null
  password: string | null
  role: Role | null
}

export function SignupPage() {
  const { data, reload } = useSession()
  const navigate = useNavigate()
  const roles = data?.signup_roles ?? []
  const empty = { name: null, email: null, password: null, role: roles[0]?.value ?? null }
  const form = useForm<Fields>(empty, async (fields) => {
    await api.auth.signup(fields)
    await navigate('/')
    reload()
  })

  return (
    <AccountFrame title="Create an account">
      <form ref={form.ref} onSubmit={form.submit} noValidate className="space-y-5">
        <FormMessage>{form.message}</FormMessage>
        <TextField label="Name" autoComplete="name" required {...form.field('name')} />
        <TextField label="Email" type="email" autoComplete="username" required {...form.field('email')} />
        <TextField
          label="Password"
          hint="At least 8 characters."
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          {...form.field('password')}
        />
        {roles.length > 1 && <ChoiceField label="I am a" choices={roles} required {...form.field('role')} />}
        <Button type="submit" className="w-full" disabled={form.saving}>
          Create account
        </Button>
      </form>
      <p className="mt-6 text-sm text-muted">
        Have an account?{' '}
        <Link to="/" className="font-medium text-accent underline">
          Sign in
        </Link>
      </p>
    </AccountFrame>
  )
}
