/** The mark: a millstone seen from above, with its furrows. It takes the colour of the text around it. */
export function Mark({ className, turning = false }: { className?: string; turning?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden className={className}>
      <g
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        className={turning ? 'origin-center animate-[turn_2.4s_linear_infinite]' : undefined}
      >
        <circle cx="12" cy="12" r="9.25" />
        <path d="M12 8.6V5.7M14.9 13.7l2.6 1.5M9.1 13.7l-2.6 1.5M9.1 10.3 6.5 8.8M12 15.4v2.9M14.9 10.3l2.6-1.5" strokeWidth="1.5" />
      </g>
      <circle cx="12" cy="12" r="1.9" fill="currentColor" />
    </svg>
  )
}
