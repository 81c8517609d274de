import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  pointerWithin,
  rectIntersection,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import type { Announcements, CollisionDetection, KeyboardCoordinateGetter, UniqueIdentifier } from '@dnd-kit/core'
import { GripVertical } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Choice } from '../lib/choices'

interface Props<Row, Value extends string> {
  columns: Choice<Value>[]
  rows: Row[]
  columnOf: (row: Row) => Value | null
  /** What the row is called when its moves are read out. */
  title: (row: Row) => string
  card: (row: Row) => ReactNode
  canMove: (row: Row) => boolean
  onMove: (row: Row, to: Value) => void
}

/**
 * Columns of cards. A card moves by mouse, by a long touch, by keyboard (Space, arrows, Space),
 * or by the menu on it.
 */
export function Board<Row extends { id: number }, Value extends string>({
  columns,
  rows,
  columnOf,
  title,
  card,
  canMove,
  onMove,
}: Props<Row, Value>) {
  const [dragged, setDragged] = useState<Row>()
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: nextColumn }),
  )

  const rowOf = (id: UniqueIdentifier) => rows.find((row) => row.id === id)
  const nameOf = (id: UniqueIdentifier) => {
    const row = rowOf(id)
    return row ? title(row) : ''
  }
  const labelOf = (id?: UniqueIdentifier) => columns.find(({ value }) => value === id)?.label ?? 'no column'

  const announcements: Announcements = {
    onDragStart: ({ active }) => `Picked up ${nameOf(active.id)}.`,
    onDragOver: ({ active, over }) => `${nameOf(active.id)} is over ${labelOf(over?.id)}.`,
    onDragEnd: ({ active, over }) => `${nameOf(active.id)} was dropped on ${labelOf(over?.id)}.`,
    onDragCancel: ({ active }) => `${nameOf(active.id)} stays where it was.`,
  }

  function move(row: Row | undefined, to: UniqueIdentifier | undefined) {
    const column = columns.find(({ value }) => value === to)
    if (row && column && columnOf(row) !== column.value) onMove(row, column.value)
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      // Columns stay where they are until a card is held at the very edge: else it is dropped on another than aimed at.
      autoScroll={{ threshold: { x: 0.04, y: 0.15 }, acceleration: 4 }}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable: 'Press Space to pick up the card, the arrow keys to move it, Space to drop it, Escape to cancel.',
        },
      }}
      onDragStart={({ active }) => setDragged(rowOf(active.id))}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={({ active, over }) => {
        setDragged(undefined)
        move(rowOf(active.id), over?.id)
      }}
    >
      <div className={`-mx-4 flex ${dragged ? '' : 'snap-x'} scroll-px-4 gap-4 overflow-x-auto px-4 pb-4 sm:-mx-8 sm:scroll-px-8 sm:px-8`}>
        {columns.map((column) => {
          const inside = rows.filter((row) => columnOf(row) === column.value)
          return (
            <Column key={column.value} column={column} count={inside.length}>
              {inside.map((row) => (
                <Card key={row.id} id={row.id} title={title(row)} movable={canMove(row)}>
                  {card(row)}
                  {canMove(row) && (
                    <select
                      aria-label={`Move ${title(row)} to`}
                      className="mt-3 h-8 w-full rounded-md border border-line bg-surface px-2 text-xs text-muted"
                      value={column.value}
                      onChange={(event) => move(row, event.target.value)}
                      onMouseDown={(event) => event.stopPropagation()}
                      onTouchStart={(event) => event.stopPropagation()}
                    >
                      {columns.map(({ value, label }) => (
                        <option key={value} value={value}>
                          {value === column.value ? label : `Move to ${label}`}
                        </option>
                      ))}
                    </select>
                  )}
                </Card>
              ))}
            </Column>
          )
        })}
      </div>
      <DragOverlay>
        {dragged && <div className="card rotate-1 p-4 text-sm shadow-xl">{card(dragged)}</div>}
      </DragOverlay>
    </DndContext>
  )
}

function Column({ column, count, children }: { column: Choice; count: number; children: ReactNode }) {
  const { setNodeRef, isOver } = useDroppable({ id: column.value })
  return (
    <section
      ref={setNodeRef}
      aria-label={column.label}
      className={`flex min-w-[min(14rem,82vw)] flex-1 snap-start flex-col rounded-xl p-2 transition-colors ${isOver ? 'bg-primary-soft' : 'bg-sunken'}`}
    >
      <h2 className="flex items-center justify-between px-2 pt-1 pb-3">
        <span className={`badge badge-${column.tone}`}>{column.label}</span>
        <span className="text-sm text-muted tabular-nums">{count}</span>
      </h2>
      <ul className="flex min-h-24 flex-1 flex-col gap-2">{children}</ul>
      {count === 0 && <p className="-mt-20 h-20 text-center text-sm text-muted">Nothing here</p>}
    </section>
  )
}

function Card({ id, title, movable, children }: { id: number; title: string; movable: boolean; children: ReactNode }) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({ id, disabled: !movable })
  return (
    <li
      ref={setNodeRef}
      {...listeners}
      className={`card relative p-4 text-sm ${movable ? 'cursor-grab' : ''} ${isDragging ? 'opacity-40' : ''}`}
    >
      {movable && (
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          aria-label={`Drag ${title}`}
          className="absolute top-2 right-1 grid size-8 cursor-grab place-items-center rounded-md text-muted hover:bg-sunken"
        >
          <GripVertical aria-hidden className="size-4" />
        </button>
      )}
      {children}
    </li>
  )
}

/** The column under the pointer; for a card moved by keyboard, the one that it overlaps most. */
const underPointer: CollisionDetection = (event) =>
  event.pointerCoordinates ? pointerWithin(event) : rectIntersection(event)

/** Left and right arrows carry a card to the column beside. */
const nextColumn: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.code]
  if (!step) return undefined
  event.preventDefault()
  const columns = [...context.droppableRects].sort(([, one], [, other]) => one.left - other.left)
  const here = columns.findIndex(([id]) => id === context.over?.id)
  const target = columns[here + step]
  return target ? { ...currentCoordinates, x: target[1].left + 8 } : undefined
}
