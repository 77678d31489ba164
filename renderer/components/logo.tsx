/** A ticket with a wave. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className}>
      <path
        className="fill-accent"
        d="M5 7h22a2 2 0 0 1 2 2v4a3 3 0 0 0 0 6v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4a3 3 0 0 0 0-6V9a2 2 0 0 1 2-2Z"
      />
      <path
        className="fill-none stroke-on-accent"
        strokeWidth="2.4"
        strokeLinecap="round"
        d="M8 16.9c2-3.6 4.4-3.6 6.2-.9s4.2 2.7 6-.4 3-2.9 3.8-2.2"
      />
    </svg>
  );
}

export const Wordmark = ({ className }: { className?: string }) => (
  <span className={className}>
    <span className="font-semibold">TicketWave</span> <span className="font-normal opacity-80">Box Office</span>
  </span>
);
