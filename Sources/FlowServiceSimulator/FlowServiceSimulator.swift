// FlowServiceSimulator: see the files beside this one.
