import JSON

extension FlowServiceClient {
  /// How many connections there are that all filters hold for: `GET /connections?count=true`.
  package func connectionCount(
    filters: [String] = [], options: CallOptions = .standard
  ) async throws(FlowServiceError) -> Int {
    // A limit besides it would be refused.
    let query =
      filters.map { FlowServiceRequest.QueryItem("property", $0) } + [FlowServiceRequest.QueryItem("count", "true")]
    let response = try await caller.perform(
      FlowServiceRequest(.get, "connections", query: query), sandbox: caller.sandbox(options),
      deadline: deadline(options))
    guard let count = (try? JSONDocument(response.body).root)?["count"]?.integer, count >= 0 else {
      throw FlowServiceError(unusable: response, "without a count", mask: .none)
    }
    return count
  }
}
