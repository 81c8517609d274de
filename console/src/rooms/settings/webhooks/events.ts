/** What a webhook can be told of, by what it is about: the names that the contract documents. */
export const EVENTS: readonly { about: string; names: readonly string[] }[] = [
  { about: 'Projects', names: ['project.created', 'project.updated', 'project.deleted'] },
  { about: 'Deployments', names: ['deployment.started', 'deployment.completed', 'deployment.failed'] },
  { about: 'Builds', names: ['build.started', 'build.completed', 'build.failed'] },
  { about: 'Checks', names: ['test.completed', 'analysis.completed', 'sync.completed'] },
]
