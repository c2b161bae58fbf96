// JSON: see the files beside this one.
