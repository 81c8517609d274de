import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { aibuild, of } from '@/api/client'
import { wordsOf } from '@/api/errors'
import { Button, Dialog, TextField } from '@/ui'
import { editedFiles, type FileOut } from './queries'

interface Props {
  projectId: string
  file: FileOut
  onClose: () => void
  onMoved: (path: string) => void
}

/** Gives a file another path. */
export function MoveFile({ projectId, file, onClose, onMoved }: Props) {
  const [path, setPath] = useState(file.path)
  const client = useQueryClient()
  const move = useMutation({
    mutationFn: (next: string) =>
      of(
        aibuild.PUT('/aibuild/v1/projects/{project_id}/files/{file_id}', {
          params: { path: { project_id: projectId, file_id: file.id } },
          body: {
            path: next,
            content: file.content,
            encoding: file.encoding === 'base64' ? 'base64' : 'utf-8',
            baseVersion: file.version,
            message: `Move ${file.path} to ${next}`,
          },
        }),
      ),
    onSuccess: async (moved) => {
      await editedFiles(client, projectId)
      onClose()
      onMoved(moved.path)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    move.mutate(path.trim())
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Rename or move"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="move-file" look="primary" busy={move.isPending} disabled={path.trim() === '' || path.trim() === file.path}>
            Move
          </Button>
        </>
      }
    >
      <form id="move-file" onSubmit={submit}>
        <TextField
          label="Path"
          hint="References to the file are not updated."
          value={path}
          maxLength={255}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
          onChange={(event) => setPath(event.target.value)}
          fault={move.error ? wordsOf(move.error) : undefined}
        />
      </form>
    </Dialog>
  )
}
