import type { Preview } from '../../lib/csvImport'

/** The first rows of the file, as they were read. */
export function FirstRows({ preview }: { preview: Preview }) {
  return (
    <section className="card">
      <h2 className="px-6 pt-6 pb-4 font-semibold">First rows</h2>
      {/* Wide files scroll here, also by keyboard. */}
      <div role="region" aria-label="First rows" tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-left text-sm">
          <thead>
            <tr className="border-y border-line">
              {preview.header.map((heading, place) => (
                <th key={place} scope="col" className="px-6 py-2.5 font-medium whitespace-nowrap">
                  {heading || `Column ${place + 1}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {preview.rows.map((cells, row) => (
              <tr key={row}>
                {cells.map((cell, place) => (
                  <td key={place} className="max-w-72 truncate px-6 py-2.5">
                    {cell || '—'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
