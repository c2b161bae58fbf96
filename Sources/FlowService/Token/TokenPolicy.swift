/// When tokens are asked for.
package struct TokenPolicy: Sendable {
  /// How long before its end a token is renewed; at most half of its life.
  package var early: Duration
  /// How many failures in a row are followed by a pause.
  package var failuresBeforePause: Int
  /// How long IMS is left alone then. Also the least age at which a token that came in place of a rejected one is
  /// replaced in its turn: a service that rejects every token is not mended by more of them.
  package var pause: Duration
  package var requestTimeout: Duration

  package init(
    early: Duration = .seconds(300), failuresBeforePause: Int = 3, pause: Duration = .seconds(30),
    requestTimeout: Duration = .seconds(30)
  ) {
    self.early = early
    self.failuresBeforePause = failuresBeforePause
    self.pause = pause
    self.requestTimeout = requestTimeout
  }
}
