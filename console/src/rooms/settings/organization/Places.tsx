import { useMutation, useQuery } from '@tanstack/react-query'
import { of, pixell } from '@/api/client'
import { keys } from '@/api/keys'
import { Section } from '@/shell/Page'
import { Badge, Button, tellFault } from '@/ui'
import { ROLES } from './roles'

/** The organizations that one belongs to, for somebody with several. */
export function Places() {
  const { data } = useQuery({ queryKey: keys.organizations, queryFn: () => of(pixell.GET('/pixell/api/organizations')) })
  const go = useMutation({
    mutationFn: (id: string) => of(pixell.POST('/pixell/api/organizations/switch', { body: { organization_id: id } })),
    onSuccess: () => window.location.assign('/'), // nothing that is kept here is of the other organization
    onError: (error) => tellFault('Could not switch', error),
  })
  if (!data || data.organizations.length < 2) return null
  return (
    <Section title="Your organizations" description="You work in one at a time.">
      <ul aria-label="Your organizations" className="rounded-lg border bg-surface">
        {data.organizations.map((place) => (
          <li key={place.id} className="flex min-h-14 items-center gap-4 border-b px-4 py-2.5 last:border-0">
            <div className="min-w-0 grow">
              <p className="truncate text-sm font-medium">{place.name}</p>
              <p className="text-xs text-faint">{ROLES[place.role].label}</p>
            </div>
            {place.current ? (
              <Badge>Current</Badge>
            ) : place.status === 'active' ? (
              <Button size="sm" busy={go.isPending && go.variables === place.id} aria-label={`Switch to ${place.name}`} onClick={() => go.mutate(place.id)}>
                Switch
              </Button>
            ) : (
              <Badge tone="warn">Suspended</Badge>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
