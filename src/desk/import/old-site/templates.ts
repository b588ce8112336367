import type { PictureCopy } from '../story-copy.ts';

/** A tag of a template language in a text: a shortcode of Hugo, a tag or an output of Liquid or Nunjucks. */
export interface TemplateTag {
  /** As it stands in the text. */
  source: string;
  /** Line of the file, from 1. */
  line: number;
  meaning: Meaning;
}

/** What a tag of a template becomes. */
export type Meaning =
  /** Words that are printed. */
  | { is: 'text'; text: string }
  | { is: 'code'; language?: string; text: string }
  | { is: 'picture'; picture: PictureCopy }
  | { is: 'video'; url: string; title?: string }
  /** A post or a program kept elsewhere, which readers are sent to. */
  | { is: 'link'; url: string; words: string }
  /** A part of an address; `ref:name` stands for that of a file. */
  | { is: 'address'; address: string }
  /** Something that the paper does by itself, or that steers the old system only. */
  | { is: 'nothing' }
  /** Something that only the old system knows. */
  | { is: 'unknown'; name: string };

/** A text without its tags. */
export interface CutText {
  /** Each tag is a mark that means nothing to Markdown. */
  text: string;
  /** Finds the marks; the first group is the number of the tag. */
  mark: RegExp;
  tags: TemplateTag[];
  /** The line of the file on which a line of the cut text stood, both from 1. */
  lineOf(line: number): number;
}

const tagPattern = new RegExp(
  [
    // Whole, because what they hold is no Markdown.
    String.raw`\{%-?\s*(?<rawTag>raw|verbatim|comment|highlight|codeblock|prism|code)\b(?<rawRest>[^%]*?)-?%\}(?<rawText>[\s\S]*?)\{%-?\s*end\k<rawTag>\s*-?%\}`,
    String.raw`\{\{[<%]\s*(?<rawCode>highlight|code|mermaid)\b(?<rawArgs>[^>]*?)\s*[>%]\}\}(?<codeText>[\s\S]*?)\{\{[<%]\s*\/\s*\k<rawCode>\s*[>%]\}\}`,
    // What only those see who write.
    String.raw`(?<remark>\{#(?![\w-]+\})(?:[^\n]*?|-?\s[\s\S]*?)#\}|\{::comment\}[\s\S]*?\{:\/(?:comment)?\}|\{::(?:options|nomarkdown)[^}]*\}|\{:\/(?:nomarkdown)?\})`,
    String.raw`\{\{[<%](?<escaped>\/\*[\s\S]*?\*\/)[>%]\}\}`,
    String.raw`\{\{[<%]\s*(?<short>[^\s>%](?:(?!\{\{[<%]|[>%]\}\})[\s\S])*)[>%]\}\}`,
    String.raw`\{%-?\s*(?<liquid>[^\s%](?:(?!\{%|-?%\})[\s\S])*)-?%\}`,
    String.raw`\{\{-?(?<output>[^{}<>%][^{}]*?)-?\}\}`,
    // Shortcodes of WordPress: known by their names, or by what is set in them.
    String.raw`\[(?<wpCode>sourcecode|code|php|js|css)\b(?<wpCodeArgs>[^\]\n]*)\](?<wpCodeText>[\s\S]*?)\[\/\k<wpCode>\]`,
    String.raw`\[embed\b[^\]\n]*\]\s*(?<wpEmbed>https?:[^\s[\]]+)\s*\[\/embed\]`,
    String.raw`\[(?<wp>(?:youtube|vimeo)[ =]+https?:[^\]\s]+[^\]\n]*|(?:gallery|playlist|audio|video|embed|contact-form(?:-7)?|slideshow|soundcloud)(?=[\s\]/])[^\]\n]*|[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"\n]*"|'[^'\n]*'))+\s*\/?|[a-z][\w-]*(?:\s+[\w-]+=[^\s\]"']+)+\s*\/|\/[a-z][\w-]*)\](?![(:]|\[(?!\/))`,
  ].join('|'),
  'g',
);

/**
 * Cuts the tags of template languages out of a text, so that what is left can be read as Markdown.
 * @param firstLine line of the file on which the text begins
 */
export function cutTemplates(written: string, firstLine: number): CutText {
  const text = withoutCaptions(written).replace(markdownBox, '');
  const sign = ['\uE000', '\uE100', '\uE200'].find((candidate) => !text.includes(candidate)) ?? '\uF8FE';
  const tags: TemplateTag[] = [];
  // Lines of the cut text after which the file has more lines than it.
  const lost: { line: number; lines: number }[] = [];
  let line = 1;
  let end = 0;
  const cut = text.replace(tagPattern, (source: string, ...rest: unknown[]) => {
    const offset = rest.at(-3) as number;
    const groups = rest.at(-1) as Record<string, string | undefined>;
    // What is raw to the old system is Markdown all the same.
    if (/^(?:raw|verbatim)$/.test(groups.rawTag ?? '')) return groups.rawText!;
    const meaning: Meaning | undefined =
      groups.remark !== undefined
        ? { is: 'nothing' }
        : (meaningOf(groups, source, text) ?? unknownAddress(text.slice(0, offset), source));
    if (!meaning) return source;
    line += countLines(text.slice(end, offset));
    end = offset + source.length;
    const lostBefore = lost.reduce((sum, { lines }) => sum + lines, 0);
    tags.push({ source, line: firstLine + line - 1 + lostBefore, meaning });
    const lines = countLines(source);
    if (lines > 0) lost.push({ line, lines });
    return `${sign}${tags.length - 1}${sign}`;
  });
  return {
    text: cut,
    mark: new RegExp(`${sign}(\\d+)${sign}`),
    tags,
    lineOf: (cutLine) =>
      lost.reduce((sum, { line, lines }) => (line < cutLine ? sum + lines : sum), cutLine + firstLine - 1),
  };
}

/** A tag within the address of a link, which is no address to Markdown as it stands. */
function unknownAddress(before: string, source: string): Meaning | undefined {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /\]\([^()\s]*$|^ {0,3}\[[^\]]+\]:\s*\S*$/.test(line)
    ? { is: 'address', address: source.replace(/\s+/g, '') }
    : undefined;
}

const countLines = (text: string) => text.split('\n').length - 1;

/** @param text the whole, of which the tag is a part */
function meaningOf(
  groups: Record<string, string | undefined>,
  source: string,
  text: string,
): Meaning | undefined {
  const {
    rawTag,
    rawRest = '',
    rawText = '',
    rawCode,
    rawArgs = '',
    codeText = '',
    escaped,
    short,
    liquid,
    output,
  } = groups;
  if (groups.wpEmbed !== undefined) return wordpressVideo(groups.wpEmbed);
  if (groups.wpCode !== undefined) {
    const language = wordsOf(groups.wpCodeArgs ?? '').named;
    return {
      ...{ is: 'code', text: groups.wpCodeText!.replace(/^[ \t]*\n|\n[ \t]*$/g, '') },
      ...((language.language ?? language.lang) && { language: language.language ?? language.lang }),
    };
  }
  if (groups.wp !== undefined) return wordpressCode(groups.wp, text);
  if (rawTag === 'comment') return { is: 'nothing' };
  if (rawTag !== undefined || rawCode !== undefined) {
    const [language] = wordsOf(rawRest + rawArgs).plain;
    const isName = language !== undefined && /^[\w+#.-]+$/.test(language);
    return {
      ...{ is: 'code', text: (rawText + codeText).replace(/^[ \t]*\n|\n[ \t]*$/g, '') },
      ...(rawCode === 'mermaid' ? { language: 'mermaid' } : isName && { language }),
    };
  }
  if (escaped !== undefined) {
    return {
      is: 'text',
      text: source
        .replace(/\/\*\s*/, ' ')
        .replace(/\s*\*\//, ' ')
        .replace(/ {2,}/g, ' '),
    };
  }
  if (short !== undefined) return shortcode(short.trimEnd().replace(/(?<=.)\/$/s, ''));
  if (liquid !== undefined) return liquidTag(liquid.trimEnd());
  return output === undefined ? undefined : outputOf(output.trim());
}

/** Words behind a tag's name: `key="value"` and others. */
interface Words {
  named: Record<string, string>;
  plain: string[];
}

function wordsOf(text: string): Words {
  const named: Record<string, string> = {};
  const plain: string[] = [];
  const pattern =
    /(?:([\w-]+)\s*[=:]\s*)?(?:"((?:[^"\\]|\\.)*)"|“([^”]*)”|'((?:[^'\\]|\\.)*)'|`([^`]*)`|([^\s,"'=]+))/g;
  for (const [, key, ...values] of text.matchAll(pattern)) {
    const value = values.find((found) => found !== undefined)!.replace(/\\(["'])/g, '$1');
    if (key === undefined) plain.push(value);
    else named[key.toLowerCase()] = value;
  }
  return { named, plain };
}

/** `name key="value"`, the inside of a shortcode. */
function shortcode(inside: string): Meaning {
  const [, name = '', rest = ''] = /^(\/?\s*[^\s"'=]+)\s*([\s\S]*)$/.exec(inside) ?? [];
  return callOf(name.toLowerCase(), wordsOf(rest), name);
}

function liquidTag(inside: string): Meaning {
  const [, name = '', rest = ''] = /^([\w-]+)\s*([\s\S]*)$/.exec(inside) ?? [];
  if (name === 'post_url' || name === 'link') return { is: 'address', address: `ref:${rest.trim()}` };
  if (/^include/.test(name)) {
    const [, file = '', args = ''] = /^["']?([^\s"',]+)["']?,?\s*([\s\S]*)$/.exec(rest) ?? [];
    const base = file
      .replace(/^.*\//, '')
      .replace(/\.\w+$/, '')
      .toLowerCase();
    return callOf(base, wordsOf(args), `include ${file}`);
  }
  return callOf(name.toLowerCase(), wordsOf(rest), name);
}

/** The line that opens a box of HTML whose text is Markdown, as kramdown has it. */
const markdownBox =
  /^[ \t]*<(?:div|section|article|aside|center|main)\b[^<>]*\smarkdown(?:=["']?(?:1|block)["']?)?(?=[\s>])[^<>]*>[ \t]*$/gm;

/**
 * Makes figures of HTML of the captions of WordPress, `[caption …]<img …> What is seen[/caption]`, line by line as
 * long as they were.
 */
function withoutCaptions(text: string): string {
  return text.replace(
    /\[(caption|wp_caption)\b([^\]\n]*)\]([\s\S]*?)\[\/\1\]/g,
    (whole, _, args: string, inside: string) => {
      const html = inside.replace(
        /!\[([^\]]*)\]\(\s*<?([^\s)>]+)>?[^)]*\)/g,
        (_, alt: string, src: string) => `<img src="${attribute(src)}" alt="${attribute(alt)}">`,
      );
      const [picture] = /<img\b[^>]*>/i.exec(html) ?? [];
      if (picture === undefined) return whole;
      const words = html
        .replace(picture, '')
        .replace(/\[\s*\]\([^()]*\)|<\/?a\b[^>]*>/gi, '')
        .trim();
      const seen = words || (wordsOf(args).named.caption ?? '');
      const lines = '\n'.repeat(countLines(whole) - countLines(picture) - countLines(seen));
      return `<figure>${picture}<figcaption>${seen.replace(/\n\s*\n/g, (gap) => ' \n'.repeat(countLines(gap)))}</figcaption></figure>${lines}`;
    },
  );
}

const attribute = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** `[youtube https://…]`, `[gallery ids="1,2"]`: all but videos are known to WordPress alone. */
function wordpressCode(inside: string, text: string): Meaning | undefined {
  const [, name = '', rest = ''] = /^(\/?[\w-]+)[\s=]*([\s\S]*)$/.exec(inside.replace(/\/$/, '')) ?? [];
  // What closes nothing, and the words of a link whose address stands below, are words.
  if (name.startsWith('/') ? !text.includes(`[${name.slice(1)}`) : text.includes(`[${inside}]:`))
    return undefined;
  const address = /https?:[^\s"'\]]+/.exec(rest)?.[0];
  const video =
    address !== undefined && /^(?:youtube|vimeo|video|embed)$/.test(name)
      ? wordpressVideo(address)
      : undefined;
  return video?.is === 'video' ? video : { is: 'unknown', name };
}

function wordpressVideo(address: string): Meaning {
  const url = address.replaceAll('&amp;', '&');
  if (!URL.canParse(url)) return { is: 'unknown', name: 'embed' };
  return /^(?:www\.|m\.)?(?:youtube\.com|youtu\.be|vimeo\.com)$/.test(new URL(url).host)
    ? { is: 'video', url }
    : { is: 'link', url, words: url };
}

/** What the call of a shortcode or an included file means, by its name. */
function callOf(name: string, words: Words, written: string): Meaning {
  const { named, plain } = words;
  const unknown: Meaning = { is: 'unknown', name: written };
  const id = (...keys: string[]) =>
    keys.map((key) => named[key]).find((value) => value !== undefined) ?? plain[0];
  const title = named.title === undefined ? {} : { title: named.title };
  switch (name.replace(/[_-]?(?:player|embed|simple|lite)$|^(?:lite|embed|responsive)[_-]?/g, '')) {
    case 'figure':
    case 'fig':
    case 'img':
    case 'image':
    case 'picture':
    case 'photo': {
      const picture = pictureOf(words);
      return picture ? { is: 'picture', picture } : unknown;
    }
    case 'youtube':
      return (
        videoOf(
          id('id', 'url', 'src', 'video', 'videoid'),
          (id) => `https://www.youtube.com/watch?v=${id}`,
          title,
        ) ?? unknown
      );
    case 'vimeo':
      return (
        videoOf(id('id', 'url', 'src', 'video', 'videoid'), (id) => `https://vimeo.com/${id}`, title) ??
        unknown
      );
    case 'video': {
      // Minimal Mistakes, a theme of Jekyll: `{% include video id="…" provider="youtube" %}`.
      const { provider = '' } = named;
      return /^(?:youtube|vimeo)$/.test(provider) ? callOf(provider, words, written) : unknown;
    }
    case 'tweet':
    case 'twitter':
    case 'x': {
      const { user = plain.length > 1 ? plain[0]! : 'i' } = named;
      const number = named.id ?? plain.at(-1) ?? '';
      if (/^https?:/.test(number)) return { is: 'link', url: number, words: 'Post on X' };
      return /^\d+$/.test(number)
        ? { is: 'link', url: `https://x.com/${user}/status/${number}`, words: 'Post on X' }
        : unknown;
    }
    case 'instagram': {
      const post = id('id', 'url') ?? '';
      return /^[\w-]+$/.test(post)
        ? { is: 'link', url: `https://www.instagram.com/p/${post}/`, words: 'Post on Instagram' }
        : unknown;
    }
    case 'gist': {
      const parts = (named.id === undefined ? plain : [named.user, named.id]).filter(
        (part) => part !== undefined,
      );
      const path = parts.slice(0, /\//.test(parts[0] ?? '') ? 1 : 2).join('/');
      return /^[\w./-]+$/.test(path)
        ? { is: 'link', url: `https://gist.github.com/${path.replace(/\.\w+$/, '')}`, words: `Gist ${path}` }
        : unknown;
    }
    case 'ref':
    case 'relref':
    case 'rel':
      return plain[0] === undefined && named.path === undefined
        ? unknown
        : { is: 'address', address: `ref:${named.path ?? plain[0]}` };
    case 'toc':
    case 'tableofcontents':
    case 'rawhtml':
    case 'raw-html':
    case '/rawhtml':
    case '/raw-html':
    case 'endraw':
    case 'br':
    case 'break':
      return { is: 'nothing' };
    default:
      return unknown;
  }
}

function pictureOf({ named, plain }: Words): PictureCopy | undefined {
  const first = (...keys: string[]) => keys.map((key) => named[key]).find((value) => value);
  const src =
    first('src', 'url', 'image', 'image_path', 'imageurl', 'file', 'path', 'img', 'name') ?? plain[0];
  if (src === undefined || /^[a-z]+$/.test(src)) return undefined;
  return {
    src,
    alt: first('alt', 'alttext') ?? (named.src === undefined ? plain[1] : undefined),
    caption:
      captionIn(named) ??
      (named.src === undefined ? plain.slice(2).find((word) => !isSize(word)) : undefined),
    credit: first('attr', 'credit', 'attribution', 'photographer', 'author', 'source_name'),
    source: [first('attrlink', 'source', 'crediturl')].find((value) => /^https?:\/\//.test(value ?? '')),
  };
}

/** A title of Hugo stands above the caption. */
function captionIn(named: Words['named']): string | undefined {
  const caption = [named.caption, named.description, named.text].find((value) => value);
  const title = named.title === caption ? undefined : named.title;
  if (!title || !caption) return title || caption;
  return `${title}${/[.!?…:]$/.test(title) ? '' : '.'} ${caption}`;
}

/** Widths and classes, with which pictures of Eleventy are called. */
const isSize = (word: string) => /\d(?:px|vw|em|rem|%)|^[\d\s,]+$|^[a-z][\w-]*$/.test(word);

function videoOf(
  id: string | undefined,
  address: (id: string) => string,
  title: { title?: string },
): Meaning | undefined {
  if (id === undefined) return undefined;
  if (/^https?:\/\//.test(id)) return URL.canParse(id) ? { is: 'video', url: id, ...title } : undefined;
  return /^[\w-]+$/.test(id) ? { is: 'video', url: address(id), ...title } : undefined;
}

/** `{{ … }}`: only what makes an address is known; all else is printed as it stands. */
function outputOf(expression: string): Meaning | undefined {
  if (/^(?:site\.(?:url|baseurl|github\.url|base_url)|baseurl|\$\.?site\.baseurl)$/i.test(expression)) {
    return { is: 'address', address: '' };
  }
  const [, path, filters] = /^["']([^"']*)["']((?:\s*\|\s*[^|]+)+)$/.exec(expression) ?? [];
  if (path === undefined) return undefined;
  const known = filters!
    .split('|')
    .slice(1)
    .every((filter) =>
      /^\s*(?:relative_url|absolute_url|url|relurl|absurl|baseurl|prepend:\s*site\.(?:baseurl|url))\s*$/i.test(
        filter,
      ),
    );
  return known ? { is: 'address', address: path } : undefined;
}
