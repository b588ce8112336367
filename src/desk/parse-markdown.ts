import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();
const mdx = unified().use(remarkParse).use(remarkMdx).use(remarkGfm).freeze();

/**
 * Reads a text without frontmatter as everybody reads Markdown, and as the paper's compiler reads MDX.
 * @throws the error of the parser for MDX that cannot be read.
 */
export const parseMarkdown = (text: string, isMdx: boolean): Root => (isMdx ? mdx : markdown).parse(text);
