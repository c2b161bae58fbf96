package import FlowService

/// What the methods work with.
package struct SidecarContext: Sendable {
  package let client: FlowServiceClient
  package let specs: ConnectionSpecStore
  /// What `info` tells of the process.
  package let process: ProcessInfo
  /// How the progress of a wait is told.
  var progressForm = ProgressForm.languageServer

  package init(client: FlowServiceClient, specs: ConnectionSpecStore = ConnectionSpecStore(), process: ProcessInfo) {
    self.client = client
    self.specs = specs
    self.process = process
  }

  /// What `info` tells of the process.
  package struct ProcessInfo: Sendable {
    /// Whether Flow Service is simulated inside the process.
    package var isSimulated: Bool
    package var drainTimeout: Duration
    package var started = ContinuousClock.now
    /// The version of libcurl, once it has been opened.
    package var libcurlVersion: @Sendable () -> String?

    package init(
      isSimulated: Bool, drainTimeout: Duration, libcurlVersion: @escaping @Sendable () -> String? = { nil }
    ) {
      self.isSimulated = isSimulated
      self.drainTimeout = drainTimeout
      self.libcurlVersion = libcurlVersion
    }
  }
}
