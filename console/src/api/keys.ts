/** The name of everything that is kept of the server: one place, so that what changes a thing can say what is stale. */
export const keys = {
  session: ['session'] as const,
  profile: ['profile'] as const,
  organizations: ['organizations'] as const,
  members: ['members'] as const,
  invitations: ['invitations'] as const,
  sessions: ['sessions'] as const,
  apiKeys: ['api-keys'] as const,
  webhooks: ['webhooks'] as const,
  deliveries: (webhook: string) => ['webhooks', webhook, 'deliveries'] as const,
  billing: ['billing'] as const,
  mail: ['mail'] as const,
  system: ['system'] as const,
  operations: ['operations'] as const,
  operation: (id: string) => ['operations', id] as const,
  plan: (prompt: string, name: string | null) => ['plan', prompt, name] as const,
  projects: ['projects'] as const,
  project: (id: string) => ['projects', id] as const,
  /** Everything of a project, below its own key: `keys.of(id, 'files')`. */
  of: (id: string, ...rest: readonly unknown[]) => ['projects', id, ...rest] as const,
}
