// English: what a person is told who checks for an update.
import type { UpdateTexts } from './update-text.ts';

export const enUpdate = {
  refusal: {
    update_no_feed: {
      primary: 'Updates are off.',
      detail:
        'No policy names an address to take updates from, so nothing was asked of the network.',
      hint: 'An administrator sets the policy updateFeed.',
    },
    update_no_release_key: {
      primary: 'This program takes no updates.',
      detail: 'It was built without a release key, so nothing that a feed serves could be trusted.',
      hint: 'Install new versions as this one was installed.',
    },
    update_feed_not_https: {
      primary: 'The address of the updates cannot be used.',
      hint: 'An administrator sets the policy updateFeed to a plain https address.',
    },
    update_unreachable: {
      primary: 'The updates could not be reached.',
      detail: 'The network said: {{detail}}',
      hint: 'Try again later; the program works without.',
    },
    update_manifest_oversized: {
      primary: 'What the feed serves is too large to be a release.',
      hint: 'An administrator checks the policy updateFeed.',
    },
    update_manifest_malformed: {
      primary: 'What the feed serves is not a release, or was cut short.',
      hint: 'Try again later; tell an administrator if it stays.',
    },
    update_key_unknown: {
      primary: 'The release is signed by a key that this program does not know.',
      detail: 'Nothing was downloaded. The feed may not be what it says it is.',
      hint: 'Tell an administrator before installing anything from there.',
    },
    update_signature_wrong: {
      primary: 'The release is not what was signed.',
      detail: 'Nothing was downloaded. Somebody may have changed it.',
      hint: 'Tell an administrator before installing anything from there.',
    },
    update_product_wrong: {
      primary: 'The feed serves another program ({{product}}).',
      hint: 'An administrator checks the policy updateFeed.',
    },
    update_channel_wrong: {
      primary: 'The feed serves versions for testing ({{version}}).',
      hint: 'They are offered only where one is installed.',
    },
    update_not_yet_released: {
      primary: 'Version {{version}} is dated in the future.',
      hint: 'Check the date of this computer.',
    },
    update_expired: {
      primary: 'What the feed offers has expired.',
      detail: 'Version {{version}} is past its time: the feed may have been held back.',
      hint: 'Check the date of this computer; tell an administrator if it is right.',
    },
    update_rolled_back: {
      primary: 'The feed went back to version {{version}}.',
      detail: 'This computer has already seen version {{seen}}.',
      hint: 'Tell an administrator: a feed must not go back.',
    },
    update_changed: {
      primary: 'Version {{version}} was changed after this computer had seen it.',
      hint: 'Tell an administrator: a version must not change.',
    },
    update_older: {
      primary: 'The feed offers version {{version}}, older than the one installed.',
      hint: 'Nothing needs to be done.',
    },
    update_not_newer: { primary: 'This is the newest version ({{version}}).' },
    update_platform_missing: {
      primary: 'There is a new version, but not for this computer ({{platform}}, {{kind}}).',
      hint: 'Ask an administrator where to get it.',
    },
    update_file_missing: {
      primary: 'The downloaded file is gone.',
      hint: 'Download it again.',
    },
    update_file_truncated: {
      primary: 'The download is incomplete; it was not kept.',
      hint: 'Try again.',
    },
    update_file_oversized: {
      primary: 'The feed sent more than was signed; it was not kept.',
      hint: 'Tell an administrator if it happens again.',
    },
    update_file_tampered: {
      primary: 'The file is not what was signed; do not install it.',
      hint: 'Tell an administrator.',
    },
  },
  line: {
    menu: 'Check for updates…',
    offer: 'Version {{version}} is available.',
    offer_detail: 'Released {{date}}, {{size}} MB. It is checked before you can install it.',
    download: 'Download',
    later: 'Later',
    downloading: 'Downloading version {{version}}…',
    stop: 'Stop',
    downloaded: 'Version {{version}} is downloaded and checked.',
    downloaded_detail: 'End Counterfoil, then install the file.',
    show_file: 'Show the file',
    close: 'Close',
  },
} satisfies UpdateTexts;
