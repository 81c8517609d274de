/** What the console itself reads of a specification (`GET /spec`, described in full by `GET /spec-schema`). */
export interface Spec {
  roles: readonly { name: string; label: string; admin: boolean }[]
}

export interface DemoAccount {
  /** The name of its role. */
  name: string
  role: string
  email: string
  password: string
}

/** The accounts that a preview is made with: one for each role, the administrator's first. */
export function demoAccounts(spec: Pick<Spec, 'roles'>): DemoAccount[] {
  return [...spec.roles]
    .sort((one, other) => Number(other.admin) - Number(one.admin))
    .map(({ name, label }) => ({ name, role: label, email: `${name.replaceAll('_', '-')}@demo.example`, password: 'demo-password' }))
}
