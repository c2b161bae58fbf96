package import JSON

/// What Flow Service says of a connection spec.
package enum ConnectionSpecAnswer: Sendable {
  /// The one item, and the entity tag of the answer, where the service gives one (RFC 9110, section 8.8.3).
  case found(JSONValue, etag: String?)
  /// It is still the one that the entity tag belongs to (304).
  case notModified
}

extension FlowServiceClient {
  /// Reads one connection spec: `GET /connectionSpecs/{id}`.
  ///
  /// - Parameters:
  ///   - id: a UUID.
  ///   - etag: of an earlier answer; the service may then say that nothing has changed (RFC 9110, section 13.1.2).
  package func connectionSpec(
    _ id: String, unlessStill etag: String? = nil, options: CallOptions = .standard, retry: RetryPolicy? = nil
  ) async throws(FlowServiceError) -> ConnectionSpecAnswer {
    guard FlowServiceRequest.namesOne(id) else { throw .noConnectionSpec }
    let headers = etag.map { [HTTPHeader("If-None-Match", $0)] } ?? []
    let request = FlowServiceRequest(.get, "connectionSpecs", id, headers: headers)
    let response: HTTPResponse
    do throws(FlowServiceError) {
      response = try await caller.perform(
        request, sandbox: caller.sandbox(options), deadline: deadline(options), policy: retry)
    } catch {
      if etag != nil, error.httpStatus == 304 { return .notModified }
      throw error
    }
    guard let items = Items(response, readBy: caller.answers) else {
      throw FlowServiceError(
        unusable: response, "without the list of items that a connection spec comes in", mask: .none)
    }
    guard let item = items.all.first(where: { $0["id"]?.string?.lowercased() == id.lowercased() }) else {
      var error = FlowServiceError.noConnectionSpec
      error.requestID = response.headers["x-request-id"]
      throw error
    }
    return .found(item, etag: response.headers["ETag"])
  }

  /// Finds connection specs: `GET /connectionSpecs`, which has no pages.
  ///
  /// - Parameter filters: such as `name=="salesforce"`, in Flow Service's syntax, not encoded; all have to hold.
  package func connectionSpecs(
    filters: [String], options: CallOptions = .standard, retry: RetryPolicy? = nil
  ) async throws(FlowServiceError) -> [JSONValue] {
    let query = filters.map { FlowServiceRequest.QueryItem("property", $0) }
    let response = try await caller.perform(
      FlowServiceRequest(.get, "connectionSpecs", query: query), sandbox: caller.sandbox(options),
      deadline: deadline(options), policy: retry)
    guard let items = Items(response, readBy: caller.answers) else {
      throw FlowServiceError(unusable: response, "without a list of items", mask: .none)
    }
    return items.all
  }
}

extension FlowServiceError {
  static var noConnectionSpec: FlowServiceError {
    var error = FlowServiceError(.notFound, "Flow Service knows no such connection spec.")
    error.hint = "Check the id: connectionSpec.list shows those of the catalogue."
    return error
  }
}
