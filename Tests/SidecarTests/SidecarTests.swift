// SidecarTests
