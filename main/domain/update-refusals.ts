// Why an update is refused, in order of precedence: the words for these stand in both languages.

export const UPDATE_REFUSALS = [
  'update_no_feed',
  'update_no_release_key',
  'update_feed_not_https',
  'update_unreachable',
  'update_manifest_oversized',
  'update_manifest_malformed',
  'update_key_unknown',
  'update_signature_wrong',
  'update_product_wrong',
  'update_channel_wrong',
  'update_not_yet_released',
  'update_expired',
  'update_rolled_back',
  'update_changed',
  'update_older',
  'update_not_newer',
  'update_platform_missing',
  'update_file_missing',
  'update_file_truncated',
  'update_file_oversized',
  'update_file_tampered',
] as const;

export type UpdateRefusalCode = (typeof UPDATE_REFUSALS)[number];
