import { useMutation, useQueryClient } from '@tanstack/react-query'
import { aibuild, of } from '@/api/client'
import { TextDialog } from '@/ui'
import { editedFiles, type FileOut } from './queries'

interface Props {
  projectId: string
  file: FileOut
  onClose: () => void
  onMoved: (path: string) => void
}

/** Gives a file another path. */
export function MoveFile({ projectId, file, onClose, onMoved }: Props) {
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
  return (
    <TextDialog
      title="Rename or move"
      action="Move"
      label="Path"
      hint="References to the file are not updated."
      initial={file.path}
      longest={255}
      isPath
      submit={move}
      onClose={onClose}
    />
  )
}
