/// A bearer token, told apart from the ones before it.
struct AccessToken: Sendable {
  var value: Secret
  /// Counts the tokens of one source.
  var serial: Int
}
