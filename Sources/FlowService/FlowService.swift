// FlowService: see the files beside this one.
