import entry from 'amd-module';

// Chunks lie beside the entry, wherever Grafana serves it from (a sub path, a CDN): AMD tells the address.
__webpack_public_path__ = entry.uri.slice(0, entry.uri.lastIndexOf('/') + 1);
