/// What a request does to the service, as far as it decides whether it may be sent again.
package enum RequestEffect: Sendable {
  /// Twice is the same as once: GET, DELETE, and a PATCH that names the version it changes.
  case repeatable
  /// Twice makes two: a POST without an idempotency key.
  case creates
}
