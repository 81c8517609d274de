export interface Size {
  width: number
  height: number
}

/** How a frame is drawn: the size that its page sees, and how much smaller that is on the screen. */
export interface Fitting extends Size {
  scale: number
}

export interface Device {
  /** How wide its screen is. */
  pixels: number
  /** Whether it is as much wider as there is room. */
  grows: boolean
}

/** Narrower panes are on a phone's screen, which is the device itself: nothing is made smaller there. */
const SMALLEST = 480

/** A device in a pane: as wide as it is in truth, drawn to scale where the pane is narrower, and as high as the pane. */
export function fitting({ pixels, grows }: Device, pane: Size): Fitting {
  if (pane.width < SMALLEST) return { ...pane, scale: 1 }
  const width = grows ? Math.max(pixels, pane.width) : pixels
  const scale = Math.min(1, pane.width / width)
  return { width, height: pane.height / scale, scale }
}

/** A fitting as one reads it. */
export function said({ width, scale }: Fitting): string {
  const pixels = `${Math.round(width)} px`
  return scale < 1 ? `${pixels} · ${Math.round(scale * 100)} %` : pixels
}
