import { request } from './api'

/** Where the file is that a field of a record refers to. */
export function uploadUrl(value: string): string {
  return `/api/uploads/${value}`
}

/** What the file is called. */
export function fileName(value: string): string {
  return value.slice(value.indexOf('/') + 1)
}

/** Whether it is a picture that browsers show. */
export function isPicture(value: string): boolean {
  return /\.(avif|gif|jpg|png|webp)$/.test(value)
}

/** Whether it is a film that browsers play. */
export function isFilm(value: string): boolean {
  return /\.(mp4|webm)$/.test(value)
}

/** Sends a file for a field (`product.photo`); answers what the field then holds. */
export async function sendFile(of: string, file: File): Promise<string> {
  const search = new URLSearchParams({ of, name: file.name.slice(-100) })
  const { value } = await request<{ value: string }>('POST', `/api/uploads?${search}`, file)
  return value
}
