/** How long it is told what was copied, in milliseconds; the button tells it for longer. */
const toldFor = 6000;

/**
 * The copy buttons of `/feeds/`: one after every link to a feed. Those under a closed heading are made when it is
 * opened, since there may be thousands.
 * @param status tells, to those who listen too, what was copied
 */
export function addCopyButtons(page: Element, status: Element): void {
  const feeds = new Map<Element, HTMLAnchorElement>();
  const known = new Set<Element>();
  let copied: HTMLButtonElement | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const addButtons = () => {
    for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href$="/rss.xml"]')) {
      if (known.has(link) || link.closest('details:not([open])')) continue;
      known.add(link);
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy sans no-print';
      button.textContent = 'Copy';
      button.ariaLabel = `Copy the address of the feed ${link.dataset.feed ?? link.textContent}`;
      feeds.set(button, link);
      (link.closest('p') ?? link).after(button);
    }
  };

  const copy = async (button: HTMLButtonElement, address: string) => {
    clearTimeout(telling);
    if (copied) copied.textContent = 'Copy';
    try {
      await navigator.clipboard.writeText(address);
      copied = button;
      button.textContent = 'Copied';
      status.textContent = `Copied: ${address}`;
      telling = setTimeout(() => (status.textContent = ''), toldFor);
    } catch {
      // Without encryption, or when the reader said no, there is no clipboard.
      status.textContent = `Please copy it yourself: ${address}`;
    }
  };

  addButtons();
  // It does not bubble.
  page.addEventListener('toggle', addButtons, true);
  page.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest('button');
    if (button && feeds.has(button)) void copy(button, feeds.get(button)!.href);
  });
}
