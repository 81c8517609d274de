import { act, fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { Combobox } from './Combobox'

const options = [
  { id: 1, label: 'Ada' },
  { id: 2, label: 'Grace' },
]

async function open(value: number | null) {
  const onChange = vi.fn()
  const source = { subject: 'user', options: vi.fn(async () => options), option: async () => options[1]! } as const
  await act(async () => render(<Combobox id="person" source={source} value={value} onChange={onChange} />))
  const box = screen.getByRole('combobox')
  const press = (key: string) => act(async () => fireEvent.keyDown(box, { key }))
  return { box, onChange, press, source }
}

test('what is typed is looked for, and arrows and Enter choose from what is found', async () => {
  const { box, onChange, press, source } = await open(null)
  await act(async () => fireEvent.change(box, { target: { value: 'gr' } }))
  expect(source.options).toHaveBeenLastCalledWith('gr')
  await press('ArrowDown')
  expect(screen.getByRole('option', { name: 'Grace' })).toHaveAttribute('aria-selected', 'true')
  await press('Enter')
  expect(onChange).toHaveBeenCalledWith(2)
})

test('the choice so far is shown by its name, and Escape leaves it as it is', async () => {
  const { box, onChange, press } = await open(2)
  expect(box).toHaveValue('Grace')
  await act(async () => fireEvent.change(box, { target: { value: 'x' } }))
  await press('Escape')
  expect(box).toHaveValue('Grace')
  expect(onChange).not.toHaveBeenCalled()
})

test('words that name nothing in the list stay, are told and keep the form from being saved', async () => {
  const { box, onChange, source } = await open(2)
  source.options.mockResolvedValue([])
  await act(async () => fireEvent.change(box, { target: { value: 'Gardening' } }))
  await act(async () => fireEvent.blur(box))
  expect(box).toHaveValue('Gardening')
  expect(box).toBeInvalid()
  expect(box).toHaveAccessibleDescription('Choose one from the list.')
  expect((box as HTMLInputElement).validationMessage).toBe('Choose one from the list.')
  expect(onChange).not.toHaveBeenCalled()
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Clear' })))
  expect(onChange).toHaveBeenCalledWith(null)
  expect(screen.queryByText('Choose one from the list.')).toBeNull()
  expect((box as HTMLInputElement).validity.valid).toBe(true)
})

test.each(['grace', 'rac'])('a name that is typed as far as only one has it is chosen when the box is left', async (value) => {
  const { box, onChange, source } = await open(null)
  source.options.mockResolvedValue(options.filter(({ label }) => value === 'grace' || label.includes(value)))
  await act(async () => fireEvent.change(box, { target: { value } }))
  await act(async () => fireEvent.blur(box))
  expect(onChange.mock.calls).toEqual([[2]])
  expect((box as HTMLInputElement).validity.valid).toBe(true)
})
