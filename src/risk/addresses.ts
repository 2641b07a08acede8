/** The app within Grafana, below the path it is served under: see `Host.address`. */
export const APP_ADDRESS = '/a/releaserisk-app';
/** Below it stand the plugin's routes to the rollback gateway. */
export const GATEWAY_ADDRESS = '/api/plugin-proxy/releaserisk-app/gateway';
/** Where the app is enabled and configured. */
export const PLUGIN_ADDRESS = '/plugins/releaserisk-app';
