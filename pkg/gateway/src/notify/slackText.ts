import { oneLine } from '@release-risk/model/oneLine';

/**
 * A text inside Slack's mrkdwn: shown as it is. Without `<` nothing becomes a mention or a link; whatever Slack would
 * find by itself (`@here`, addresses) is switched off where the text is used.
 */
export function slackText(text: string, atMost: number): string {
  const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // Slack counts what was escaped, and must not be handed half an entity.
  for (let length = atMost; ; length = Math.floor(length / 2)) {
    const written = escaped(oneLine(text, length));
    if (written.length <= atMost || length < 2) return written;
  }
}

/** A link of our own title; `url` is one that {@link webAddress} let through. */
export function slackLink(title: string, url: string): string {
  return `<${url.replaceAll('&', '&amp;').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('|', '%7C')}|${slackText(title, 100)}>`;
}
