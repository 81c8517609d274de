import { useMutation, useQueryClient } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import { Button, TextDialog } from '@/ui'
import { wishedQuery } from './planning'
import { wish } from './wish'

/** What is kept of a longer one is cut by the server. */
const LONGEST = 60

/** What the application is to be called: the prompt suggests it, and who reads the plan may say otherwise. */
export function PlanName({ words, name, onNamed }: { words: string; name: string; onNamed: (name: string) => void }) {
  const [isAsked, setAsked] = useState(false)
  const client = useQueryClient()
  const rename = useMutation({
    mutationFn: (next: string) => client.fetchQuery(wishedQuery(words, next)),
    onSuccess: (plan) => {
      // The server's, not what was typed: it lacks what no name may hold, and with it nothing could be built.
      client.setQueryData(wishedQuery(words, plan.name).queryKey, plan)
      wish.call(plan.name)
      onNamed(plan.name)
      setAsked(false)
    },
  })
  return (
    <div className="flex items-start gap-1.5">
      <h1 className="min-w-0 text-2xl break-words">{name}</h1>
      <Button look="quiet" square aria-label="Rename" onClick={() => setAsked(true)}>
        <PencilLine aria-hidden className="size-4" />
      </Button>
      {isAsked && (
        <TextDialog
          title="Rename"
          action="Rename"
          label="Name"
          hint="Its address is made of it, too."
          initial={name}
          longest={LONGEST}
          submit={rename}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  )
}
