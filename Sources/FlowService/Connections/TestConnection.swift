import JSON

extension FlowServiceClient {
  /// Lets Flow Service try the connection's credentials at the source: `GET /connections/{id}/test`.
  ///
  /// - Returns: whether they work.
  package func testConnection(
    _ id: String, options: CallOptions = .standard
  ) async throws(FlowServiceError) -> Bool {
    let request = try FlowServiceRequest.connection(.get, id, "test")
    let response: HTTPResponse
    do throws(FlowServiceError) {
      response = try await caller.perform(request, sandbox: caller.sandbox(options), deadline: deadline(options))
    } catch {
      throw error.naming(id)
    }
    guard let root = try? JSONDocument(response.body).root, let result = root["result"]?.boolean else {
      throw FlowServiceError(unusable: response, "without the result of a test", mask: .none)
    }
    return result
  }
}
