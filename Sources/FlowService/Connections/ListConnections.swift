/// One page of a list.
package struct ConnectionPage: Sendable {
  package var connections: [Connection]
  /// The continuation token of the next page; nil after the last.
  package var next: String?
}

extension FlowServiceClient {
  /// Reads one page of the connections: `GET /connections`.
  ///
  /// - Parameters:
  ///   - filters: such as `name==ACME` or `state==enabled`, in Flow Service's syntax, not encoded; all have to hold.
  ///   - limit: of the page, 100 at most.
  ///   - orderby: a property's name, with `-` before it for the reverse order.
  ///   - next: the `next` of the page before.
  package func connections(
    filters: [String] = [], limit: Int? = nil, orderby: String? = nil, next: String? = nil,
    options: CallOptions = .standard
  ) async throws(FlowServiceError) -> ConnectionPage {
    try await caller.connections(
      filters: filters, limit: limit, orderby: orderby, next: next, sandbox: caller.sandbox(options),
      deadline: deadline(options))
  }
}

extension FlowServiceCaller {
  func connections(
    filters: [String], limit: Int?, orderby: String? = nil, next: String?, sandbox: SandboxSelection,
    deadline: Duration?
  ) async throws(FlowServiceError) -> ConnectionPage {
    var query = filters.map { FlowServiceRequest.QueryItem("property", $0) }
    if let limit { query.append(FlowServiceRequest.QueryItem("limit", "\(limit)")) }
    if let orderby { query.append(FlowServiceRequest.QueryItem("orderby", orderby)) }
    if let next { query.append(FlowServiceRequest.QueryItem("continuationToken", next)) }
    let request = FlowServiceRequest(.get, "connections", query: query)
    let response = try await perform(request, sandbox: sandbox, deadline: deadline)
    guard let items = Items(response, readBy: answers) else {
      throw FlowServiceError(unusable: response, "without a list of items", mask: .none)
    }
    return ConnectionPage(connections: items.all.map { Connection(item: $0) }, next: items.next)
  }
}
