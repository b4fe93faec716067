// Types of what only the bundler knows: style modules and assets.
/// <reference types="vite/client" />
