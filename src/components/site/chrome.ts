import '../search/opener.ts';

/** The theme button: switches between light and dark; choosing the system's own theme forgets the choice. */
const root = document.documentElement;
const systemDark = matchMedia('(prefers-color-scheme: dark)');

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-theme-switch]')) {
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : systemDark.matches);
  const show = () => button.setAttribute('aria-pressed', String(isDark()));
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    const isSystem = (theme === 'dark') === systemDark.matches;
    if (isSystem) delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      if (isSystem) localStorage.removeItem('theme');
      else localStorage.setItem('theme', theme);
    } catch {
      // Storage may be denied; the choice then lasts for this page.
    }
    show();
  });
  systemDark.addEventListener('change', show);
  show();
}

/** The share button: the browser's own sheet, or else the link is copied. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-share]')) {
  const status = button.nextElementSibling!;
  button.addEventListener('click', async () => {
    const url = location.origin + location.pathname;
    try {
      if (navigator.share) return await navigator.share({ title: button.dataset.share!, url });
      await navigator.clipboard.writeText(url);
      status.textContent = 'Link copied';
    } catch (error) {
      // The reader closed the sheet: nothing to report.
      if ((error as Error).name !== 'AbortError') status.textContent = url;
    }
  });
}
