import { FileUp } from 'lucide-react'
import { useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { messageOf } from '../../lib/api'
import { importFile, mostBytes, previewFile, type Columns, type Fault, type Preview } from '../../lib/csvImport'
import { Button } from '../Button'
import { FormMessage } from '../FormMessage'
import { PageHeader } from '../PageHeader'
import { useToast } from '../Toast'
import { ColumnMatch } from './ColumnMatch'
import { FaultList } from './FaultList'
import { FirstRows } from './FirstRows'

interface Props {
  records: { many: string; path: string }
  /** Where the server takes the file. */
  url: string
}

/** Adds many records from a CSV file: choose it, match its columns to the fields, import all rows or none. */
export function RecordImport({ records, url }: Props) {
  const id = useId()
  const navigate = useNavigate()
  const toast = useToast()
  const [file, setFile] = useState<{ name: string; text: string }>()
  const [preview, setPreview] = useState<Preview>()
  const [columns, setColumns] = useState<Columns>({})
  const [faults, setFaults] = useState<Fault[]>([])
  const [message, setMessage] = useState('')
  const [busy, setBusy] = useState(false)
  const back = { to: records.path, label: records.many }
  const missing = preview?.fields.filter(({ name, required }) => required && !(name in columns)) ?? []

  async function run(work: () => Promise<void>) {
    setBusy(true)
    setMessage('')
    setFaults([])
    try {
      await work()
    } catch (error) {
      setMessage(messageOf(error))
    }
    setBusy(false)
  }

  const choose = (chosen: File | undefined) =>
    chosen &&
    run(async () => {
      setPreview(undefined)
      if (chosen.size > mostBytes) throw new Error('The file is too large: 2 MB at most.')
      const text = await chosen.text()
      const found = await previewFile(url, text)
      setFile({ name: chosen.name, text })
      setPreview(found)
      setColumns(Object.fromEntries(found.fields.flatMap(({ name, column }) => (column === null ? [] : [[name, column]]))))
    })

  const send = () =>
    run(async () => {
      const answer = await importFile(url, file?.text ?? '', columns)
      setFaults(answer.faults)
      if (answer.faults.length > 0) return
      toast(`${answer.created} ${answer.created === 1 ? 'row was' : 'rows were'} imported.`)
      await navigate(records.path)
    })

  return (
    <>
      <PageHeader title={`Import ${records.many.toLowerCase()}`} back={back} />
      <div className="space-y-6">
        <section aria-label="File" className="card space-y-4 p-6">
          <p className="text-sm text-muted">
            A CSV file with headings in its first row; every spreadsheet can save one. Up to 5,000 rows and 2 MB.
          </p>
          <label
            htmlFor={id}
            className="inline-flex h-10 cursor-pointer items-center gap-2 rounded-lg border border-line px-4 text-sm font-medium focus-within:ring-2 focus-within:ring-accent hover:bg-sunken"
          >
            <FileUp aria-hidden className="size-4" />
            {preview ? 'Choose another file' : 'Choose a file'}
            <input
              id={id}
              type="file"
              accept=".csv,.tsv,.txt,text/csv"
              aria-label="CSV file"
              disabled={busy}
              className="sr-only"
              onClick={({ currentTarget }) => (currentTarget.value = '')}
              onChange={({ target }) => choose(target.files?.[0])}
            />
          </label>
          {preview && (
            <p className="text-sm wrap-anywhere">
              {file?.name}: {preview.total} {preview.total === 1 ? 'row' : 'rows'}
            </p>
          )}
          <FormMessage>{message}</FormMessage>
        </section>
        {preview && (
          <>
            <FaultList faults={faults} />
            <ColumnMatch preview={preview} columns={columns} onChange={setColumns} />
            <FirstRows preview={preview} />
            <div className="flex flex-wrap items-center justify-end gap-3">
              {missing.length > 0 && (
                <p className="text-sm text-muted">Choose a column for {missing.map(({ label }) => label).join(', ')}.</p>
              )}
              <Button disabled={busy || missing.length > 0} onClick={send}>
                {busy ? 'Importing…' : `Import ${preview.total} ${preview.total === 1 ? 'row' : 'rows'}`}
              </Button>
            </div>
          </>
        )}
      </div>
    </>
  )
}
