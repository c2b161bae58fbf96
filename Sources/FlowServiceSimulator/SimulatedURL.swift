import FlowService

/// The parts of a request's URL that the service looks at.
struct SimulatedURL {
  /// Decoded, from the first after the host.
  var path: [String]
  var query: [(name: String, value: String)]

  init?(_ url: String) {
    let parts = url.split(separator: "?", maxSplits: 1)
    guard let start = parts.first, let scheme = start.firstOccurrence(of: "://") else { return nil }
    path = []
    for segment in start[scheme.upperBound...].split(separator: "/").dropFirst() {
      guard let decoded = percentDecoded(segment) else { return nil }
      path.append(decoded)
    }
    query = []
    guard parts.count == 2 else { return }
    for pair in parts[1].split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, let name = percentDecoded(halves[0]), let value = percentDecoded(halves[1]) else {
        return nil
      }
      query.append((name, value))
    }
  }

  subscript(name: String) -> String? { query.first { $0.name == name }?.value }
}
