import type { Px } from '@/api/client'

export type Role = Px['Role']

interface Known {
  label: string
  /** What it may do, beside what those below it may. */
  may: string
}

/** What people are to an organization, the highest first. */
export const ROLES: Readonly<Record<Role, Known>> = {
  owner: { label: 'Owner', may: 'Full access, including the plan' },
  admin: { label: 'Admin', may: 'Full access except the plan' },
  'project-manager': { label: 'Project manager', may: 'Manages projects, deployments and webhooks, not members' },
  developer: { label: 'Developer', may: 'Builds, deploys and deletes' },
  member: { label: 'Member', may: 'Builds, but cannot deploy' },
  viewer: { label: 'Viewer', may: 'Read-only' },
}

const RANKS = Object.keys(ROLES) as Role[]

/** The roles that somebody may give: their own and those below. */
export const grantable = (own: Role) => RANKS.slice(RANKS.indexOf(own))

export const isAbove = (role: Role, other: Role) => RANKS.indexOf(role) < RANKS.indexOf(other)
