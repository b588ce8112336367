/**
 * Opens search on `/`, Ctrl-K or Cmd-K, and from links marked `data-search-open`. The only part of search
 * that a page loads before it is asked for.
 */
const openSearch = (event: Event) => {
  event.preventDefault();
  import('./dialog.ts').then(
    (dialog) => dialog.openSearch(),
    () => (location.href = document.querySelector<HTMLAnchorElement>('a[data-search-open]')!.href),
  );
};
const within = (event: Event, selector: string) => (event.target as Element).closest(selector);

addEventListener('click', (event) => {
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!opensElsewhere && within(event, '[data-search-open]')) openSearch(event);
});
addEventListener('keydown', (event) => {
  if (event.altKey) return;
  if (event.ctrlKey || event.metaKey) event.key === 'k' && openSearch(event);
  else if (event.key === '/' && !within(event, 'input,textarea,select,[contenteditable]')) openSearch(event);
});

export {};
