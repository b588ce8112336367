import type { LeadImage } from '../../model/article.ts';
import { fallbackPicture } from '../../pictures/request-picture.ts';

/** A story's lead picture as machines are told of it: sites that share the story, and search engines. */
export const sharePicture = ({ src, focus }: Pick<LeadImage, 'src' | 'focus'>) =>
  fallbackPicture(src, { crop: '16:9', focus, width: 1200 });
