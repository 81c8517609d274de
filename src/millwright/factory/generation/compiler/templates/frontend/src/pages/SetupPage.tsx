import { AccountFrame } from '../components/AccountFrame'
import { Button } from '../components/Button'
import { TextField } from '../components/fields'
import { FormMessage } from '../components/FormMessage'
import { api } from '../lib/api'
import { useSession } from '../lib/session'
import { useForm } from '../lib/useForm'

interface Fields {
  token: string | null
  name: string | null
  email: string | null
  password: string | null
}

/** The first page of a new installation: it makes the administrator. */
export function SetupPage() {
  const { reload } = useSession()
  const empty: Fields = { token: null, name: null, email: null, password: null }
  const form = useForm(empty, async (fields) => {
    await api.auth.setup(fields)
    reload()
  })

  return (
    <AccountFrame title="Set up your application">
      <form ref={form.ref} onSubmit={form.submit} noValidate className="space-y-5">
        <FormMessage>{form.message}</FormMessage>
        <TextField
          label="Setup token"
          hint="Whoever installed the application has it: it is the SETUP_TOKEN of its settings."
          autoComplete="off"
          required
          {...form.field('token')}
        />
        <TextField label="Your name" autoComplete="name" required {...form.field('name')} />
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
        <Button type="submit" className="w-full" disabled={form.saving}>
          Create the first account
        </Button>
      </form>
    </AccountFrame>
  )
}
