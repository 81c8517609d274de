import { request } from './api'

/** A field that a file can fill; `column` is the one that seems to be meant for it. */
export interface ImportField {
  name: string
  label: string
  required: boolean
  column: number | null
}

export interface Preview {
  header: string[]
  rows: string[][]
  total: number
  fields: ImportField[]
}

/** What is wrong in a row of the file; its number is the one that a spreadsheet shows. */
export interface Fault {
  row: number
  field: string
  message: string
}

/** For each field that the file fills, the place of its column. */
export type Columns = Record<string, number>

export const mostBytes = 2_000_000

export const previewFile = (url: string, text: string) => request<Preview>('POST', `${url}/preview`, { text })

export const importFile = (url: string, text: string, columns: Columns) =>
  request<{ created: number; faults: Fault[] }>('POST', url, { text, columns })
