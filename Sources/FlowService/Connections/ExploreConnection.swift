package import JSON

extension FlowServiceClient {
  /// Looks into what a connection leads to: `GET /connections/{id}/explore`.
  ///
  /// - Parameter query: what to look at, such as `objectType` and `object`; values not encoded.
  /// - Returns: an array of what was found, or an object that describes one thing.
  package func explore(
    _ id: String, query: [(name: String, value: String)], options: CallOptions = .standard
  ) async throws(FlowServiceError) -> JSONValue {
    let request = try FlowServiceRequest.connection(
      .get, id, "explore", query: query.map { FlowServiceRequest.QueryItem($0.name, $0.value) })
    let response: HTTPResponse
    do throws(FlowServiceError) {
      response = try await caller.perform(request, sandbox: caller.sandbox(options), deadline: deadline(options))
    } catch {
      throw error.naming(id)
    }
    guard let root = try? JSONDocument(response.body).root, root.kind == .array || root.kind == .object else {
      throw FlowServiceError(unusable: response, "without a list or a description of what is there", mask: .none)
    }
    return root
  }
}
