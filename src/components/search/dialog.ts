import { button, element } from './element.ts';
import { SiteSearch } from './site-search.ts';

let dialog: HTMLDialogElement | undefined;

/** Opens the search dialog; on the search page, goes to its field instead. */
export function openSearch(): void {
  const onPage = document.querySelector<SiteSearch>('main site-search');
  if (onPage) return onPage.focusField();
  dialog ??= makeDialog();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector<SiteSearch>('site-search')!.focusField();
}

function makeDialog(): HTMLDialogElement {
  const close = () => made.close();
  const made: HTMLDialogElement = element(
    'dialog',
    { className: 'search-dialog', ariaLabel: 'Search' },
    element('header', {}, element('h2', {}, 'Search'), button('Close', close)),
    new SiteSearch(),
  );
  made.addEventListener('click', (event) => event.target === made && close());
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    // A search field would take the key to empty itself.
    event.preventDefault();
    close();
  });
  document.body.append(made);
  return made;
}
