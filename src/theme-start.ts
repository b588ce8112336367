/**
 * Runs in the head, before anything is painted: applies the theme the reader chose on an earlier page, and
 * lets the styles show the controls that need JavaScript. Its digest is in the content security policy.
 */
export const themeStart =
  "{const d=document.documentElement;d.classList.add('js');try{const t=localStorage.getItem('theme');if(t)d.dataset.theme=t}catch{}}";
