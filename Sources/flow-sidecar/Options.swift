import JSONRPC

/// What the options say.
struct Options: Sendable {
  var framing: Framing?
  var configFile: String?
  /// The member that `call` prints instead of the whole result: a name or a JSON Pointer.
  var rawMember: String?
  /// The variables that configure Flow Service, from the file of `--config` and the environment.
  var environment: [String: String] = [:]
  var log = Log()
  var limits = SessionLimits()
  /// Whether answers go out in the order of their requests.
  var keepsOrder = false
  /// How long what is under way may take to finish after the input has ended. The default is above that of a wait.
  var drainTimeout = Duration.seconds(600)
  /// How many bytes of output may wait for a slow reader, or for their turn, before reading stops.
  var maximumOwedBytes = 16 * 1024 * 1024
  /// The longest answer of a service, in bytes, decoded. As long as the longest message.
  var maximumResponseBytes = 16 * 1024 * 1024
  var simulates = false
  var simulatedEnableDelay = Duration.milliseconds(300)
}
