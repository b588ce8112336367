/** Lets the arrow keys lead up and down through elements, when one of them has the focus. */
export function moveByArrows(event: KeyboardEvent, stops: HTMLElement[]): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const place = stops.indexOf(event.target as HTMLElement);
  const next = stops[place + step];
  if (step === 0 || place === -1 || !next) return;
  event.preventDefault();
  next.focus();
}
