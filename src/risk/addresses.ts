/** The app within Grafana, below the path it is served under: see `Host.address`. */
export const APP_ADDRESS = '/a/releaserisk-app';
/** Where the app is enabled and configured. */
export const PLUGIN_ADDRESS = '/plugins/releaserisk-app';
