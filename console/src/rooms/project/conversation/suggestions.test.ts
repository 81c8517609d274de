import { expect, it } from 'vitest'
import { suggestionsFor } from './suggestions'

const field = (label: string, type: string) => ({ label, type, required: false, unique: false, takes: [] })

it('suggests what an application does not have yet', () => {
  const records = [{ label: 'Spare parts', because: '', fields: [field('Priority', 'choice'), field('Bought on', 'date')] }]
  expect(suggestionsFor({ records, primary: '#00008b' })).toEqual(['Add a photo to spare parts'])
  expect(suggestionsFor({ records, primary: '#006400' })).toEqual(['Add a photo to spare parts', 'Make it dark blue'])
})

it('suggests nothing of an application without records', () => {
  expect(suggestionsFor({ records: [], primary: '#006400' })).toEqual([])
})
