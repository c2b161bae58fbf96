/// What carries exchanges over the network, on the loop's thread alone.
protocol ExchangeEngine: AnyObject, Sendable {
  /// Begins an exchange, or has it wait for its turn until its deadline.
  func submit(_ exchange: HTTPExchange)

  /// Ends an exchange that was handed over, unless it is over.
  func cancel(_ exchange: HTTPExchange)

  /// Ends whatever is under way, and closes all connections.
  func close()
}

extension TransportError {
  static func cancelled(mayHaveArrived: Bool) -> TransportError {
    TransportError(.cancelled, mayHaveArrived: mayHaveArrived, detail: "cancelled")
  }

  static var timedOutInQueue: TransportError {
    TransportError(.timedOut, mayHaveArrived: false, detail: "no connection became free in time")
  }
}
