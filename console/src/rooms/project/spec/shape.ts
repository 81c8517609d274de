/** What the room shows of a specification (`GET /spec`, described in full by `GET /spec-schema`). */
export interface Spec {
  name: string
  description: string
  layout: string
  style: string
  theme: { primary: string; background: string | null }
  roles: readonly Role[]
  entities: readonly Entity[]
  boards: readonly { entity: string; field: string; label: string }[]
  charts: readonly { label: string; entity: string }[]
  figures: readonly { label: string; entity: string }[]
  pages: readonly { name: string; label: string; in_menu: boolean }[]
  parts: readonly { capability: string; entity: string | null }[]
  reasons: readonly Reason[]
  not_built: readonly Reason[]
}

export interface Role {
  name: string
  label: string
  signup: boolean
  admin: boolean
}

export interface Field {
  name: string
  label: string
  type: string
  required: boolean
  unique: boolean
  choices: readonly { value: string; label: string }[]
  target: string | null
}

export type Reach = 'none' | 'own' | 'all'

export interface Access {
  read: Reach
  create: boolean
  update: Reach
  delete: Reach
}

export interface Entity {
  name: string
  label: string
  plural_label: string
  fields: readonly Field[]
  access: Readonly<Record<string, Access>>
  visitors: Access
  internal: boolean
  samples: readonly unknown[]
}

export interface Reason {
  subject: string
  because: string
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

const REACHES: readonly Reach[] = ['none', 'own', 'all']
const further = (one: Reach, other: Reach): Reach => (REACHES.indexOf(one) >= REACHES.indexOf(other) ? one : other)
const FULL: Access = { read: 'all', create: true, update: 'all', delete: 'all' }

/** What a role may do with the rows of a record: what is theirs and what is anybody's. */
export function accessOf(role: Role, entity: Entity): Access {
  if (role.admin) return FULL
  const own = entity.access[role.name]
  if (!own) return entity.visitors
  const all = entity.visitors
  return {
    read: further(own.read, all.read),
    create: own.create || all.create,
    update: further(own.update, all.update),
    delete: further(own.delete, all.delete),
  }
}
