/** What an attribute of a story component holds; decides how it is checked. */
type AttributeValue = 'text' | 'picture' | 'story' | 'url';

/** An attribute of a story component. */
export interface AttributeSpec {
  value: AttributeValue;
  required?: boolean;
  /** What to write, in an editor's words. */
  meaning: string;
}

/** A story component, for whoever writes or checks it. */
export interface StoryComponentSpec {
  /** What it is for, in a sentence. */
  purpose: string;
  attributes: Record<string, AttributeSpec>;
  /** What stands between its tags: nothing, Markdown, at least two Figures, or one list of dated items. */
  content: 'none' | 'markdown' | 'figures' | 'dated list';
  /** As an editor writes it. */
  example: string;
}

const text = (meaning: string): AttributeSpec => ({ value: 'text', meaning });
const picture = (meaning: string): AttributeSpec => ({ value: 'picture', meaning });
const url = (meaning: string): AttributeSpec => ({ value: 'url', meaning });
const required = (spec: AttributeSpec): AttributeSpec => ({ ...spec, required: true });

/** The components a story may use without an import: the one list of what exists and what it takes. */
export const storyComponents: Record<string, StoryComponentSpec> = {
  Figure: {
    purpose: 'A picture with its caption and credit.',
    attributes: {
      src: required(picture('File name of the picture, beside the story.')),
      alt: required(text('What is seen, for those who cannot see it. Not the caption again.')),
      caption: text('What the reader should know about the picture.'),
      credit: required(text('Photographer or artist, and agency.')),
      source: url('Where the picture comes from.'),
    },
    content: 'none',
    example: '<Figure src="harbour.jpg" alt="Two cranes over an empty quay" credit="Jane Doe / Agency" />',
  },
  Gallery: {
    purpose: 'Two or more pictures side by side.',
    attributes: { label: text('What the pictures have in common.') },
    content: 'figures',
    example:
      '<Gallery label="The harbour, then and now">\n\n' +
      '<Figure src="harbour-1950.jpg" alt="Sailing barges at a wooden quay" credit="City archive" />\n\n' +
      '<Figure src="harbour-2024.jpg" alt="Two cranes over an empty quay" credit="Jane Doe" />\n\n</Gallery>',
  },
  PullQuote: {
    purpose: 'Words from the story, set large. Without quotation marks: they are added.',
    attributes: {
      by: required(text('Who said it.')),
      role: text('Who that is: "Kremlin spokesman".'),
    },
    content: 'markdown',
    example: '<PullQuote by="Neil Armstrong" role="astronaut">The Eagle has landed.</PullQuote>',
  },
  Related: {
    purpose: 'A pointer to another story, between two paragraphs.',
    attributes: { story: required({ value: 'story', meaning: 'Id of the story: 2024/10/slug.' }) },
    content: 'none',
    example: '<Related story="2024/10/kremlin-urges-restraint" />',
  },
  FactBox: {
    purpose: 'Background beside the story: who, what, where.',
    attributes: { title: required(text('Heading of the box.')) },
    content: 'markdown',
    example: '<FactBox title="The strait in figures">\n\n- 39 km wide at its narrowest\n\n</FactBox>',
  },
  Timeline: {
    purpose: 'Events in order.',
    attributes: { title: text('Heading of the list.') },
    content: 'dated list',
    example:
      '<Timeline title="The first steps">\n\n- **12 April 1961** Gagarin circles the Earth.\n' +
      '- **20 July 1969** Armstrong walks on the Moon.\n\n</Timeline>',
  },
  Embed: {
    purpose: 'A video from elsewhere: a still and a button. Nothing is loaded before the reader asks.',
    attributes: {
      url: required(url('Address of the video’s page, as copied from the browser.')),
      title: required(text('What it shows.')),
      still: picture('File name of a picture to show before it is loaded, beside the story.'),
      alt: text('What the still shows, when the title does not say it.'),
      credit: text('Who made the still or the video.'),
    },
    content: 'none',
    example: '<Embed url="https://www.youtube.com/watch?v=S9HdPi9Ikhk" title="Moonwalk, restored" />',
  },
};

/** Attributes that name a picture beside the story, by component; plugins turn them into content paths. */
export function pictureAttributes(component: string): string[] {
  const attributes = Object.entries(storyComponents[component]?.attributes ?? {});
  return attributes.filter(([, { value }]) => value === 'picture').map(([name]) => name);
}
