import type { Px } from '@/api/client'

export type Role = Px['Role']

interface Known {
  label: string
  /** What it may do, beside what those below it may. */
  may: string
}

/** What people are to an organization, the highest first. */
export const ROLES: Readonly<Record<Role, Known>> = {
  owner: { label: 'Owner', may: 'Everything, the plan too' },
  admin: { label: 'Admin', may: 'Everything but the plan' },
  'project-manager': { label: 'Project manager', may: 'Projects, releases, webhooks; not members' },
  developer: { label: 'Developer', may: 'Builds, releases and deletes' },
  member: { label: 'Member', may: 'Builds, but does not release' },
  viewer: { label: 'Viewer', may: 'Looks, and changes nothing' },
}

const RANKS = Object.keys(ROLES) as Role[]

/** The roles that somebody may give: their own and those below. */
export const grantable = (own: Role) => RANKS.slice(RANKS.indexOf(own))

export const isAbove = (role: Role, other: Role) => RANKS.indexOf(role) < RANKS.indexOf(other)
