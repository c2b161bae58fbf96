// Sidecar: see the files beside this one.
