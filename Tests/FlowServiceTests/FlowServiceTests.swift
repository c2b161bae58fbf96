// FlowServiceTests
