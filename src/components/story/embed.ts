/** A video from elsewhere. Its frame, and so any request to that place, comes with the reader's click. */
class StoryEmbed extends HTMLElement {
  connectedCallback() {
    this.querySelector('button')?.addEventListener('click', () => {
      const frame = document.createElement('iframe');
      frame.title = this.dataset.title!;
      frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
      // Players refuse a page that does not say where they are shown.
      frame.referrerPolicy = 'strict-origin-when-cross-origin';
      frame.src = this.dataset.src!;
      frame.tabIndex = 0;
      this.replaceChildren(frame);
      frame.focus();
    });
  }
}

customElements.define('story-embed', StoryEmbed);
